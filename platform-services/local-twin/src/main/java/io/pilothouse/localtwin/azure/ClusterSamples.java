package io.pilothouse.localtwin.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the metrics of an AKS cluster are sampled from: its nodes' use and its pods' phases. */
final class ClusterSamples {
  private ClusterSamples() {}

  static List<Sample> of(ClusterFacts cluster) {
    var samples = new ArrayList<Sample>();
    for (ClusterFacts.NodeUse node : cluster.nodes()) {
      Map<String, String> dimensions = Map.of("node", node.name(), "nodepool", node.pool());
      samples.add(new Sample("node_cpu_usage_percentage", dimensions, node.cpuPercent()));
      samples.add(
          new Sample("node_memory_working_set_percentage", dimensions, node.memoryPercent()));
    }
    cluster
        .pods()
        .forEach((phase, count) ->
            samples.add(new Sample("kube_pod_status_phase", Map.of("phase", phase), count)));
    return samples;
  }
}
