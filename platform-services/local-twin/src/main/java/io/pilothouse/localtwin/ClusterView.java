package io.pilothouse.localtwin;

import io.pilothouse.localtwin.azure.ClusterFacts;
import io.pilothouse.localtwin.deploy.NodePoolLimits;
import io.pilothouse.localtwin.deploy.Placement;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.PodMetricsSource;
import io.pilothouse.localtwin.kubernetes.PodUsage;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Quantity;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The cluster as Azure's control plane knows it: pools, nodes and what their pods use. */
final class ClusterView {

  private final Blueprint blueprint;
  private final EstatePlan plan;
  private final KubernetesTwin kubernetes;
  private final PodMetricsSource metrics;
  private final NodePoolLimits limits;

  ClusterView(
      Blueprint blueprint,
      KubernetesTwin kubernetes,
      NodePoolLimits limits,
      PodMetricsSource metrics) {
    this.limits = limits;
    this.blueprint = blueprint;
    this.plan = new EstatePlan(blueprint);
    this.kubernetes = kubernetes;
    this.metrics = metrics;
  }

  ClusterFacts facts() {
    var nodes = kubernetes.api().list(BuiltInResources.NODES, Selection.everything());
    var pods = kubernetes.api().list(BuiltInResources.PODS, Selection.everything());
    return new ClusterFacts(
        plan.clusterName(),
        blueprint.region().primary(),
        plan.kubernetesVersion(),
        blueprint.cluster().tier().orElse("Free"),
        "Succeeded",
        "Running",
        blueprint.cluster().privateCluster(),
        blueprint.cluster().nodePools().stream().map(pool -> pool(pool, nodes)).toList(),
        use(nodes, pods),
        pods.stream()
            .collect(
                Collectors.groupingBy(
                    pod -> pod.status().path("phase").asText("Unknown"),
                    Collectors.summingInt(pod -> 1))));
  }

  private ClusterFacts.Pool pool(Cluster.NodePool declared, List<KubeObject> nodes) {
    String name = Placement.agentPool(declared);
    var range = limits.of(name).orElseThrow();
    int count = (int) nodes.stream().filter(node -> poolOf(node).equals(name)).count();
    return new ClusterFacts.Pool(
        name,
        declared.mode(),
        declared.vmSize(),
        count,
        range.automatic(),
        range.least(),
        range.most(),
        declared.zones(),
        declared.taints(),
        "Succeeded");
  }

  private List<ClusterFacts.NodeUse> use(List<KubeObject> nodes, List<KubeObject> pods) {
    Map<String, PodUsage> byNode = new HashMap<>();
    for (var pod : pods) {
      metrics
          .usage(pod.namespace(), pod.name())
          .ifPresent(usage ->
              byNode.merge(
                  pod.spec().path("nodeName").asText(""),
                  usage,
                  (a, b) ->
                      new PodUsage(
                          a.millicores() + b.millicores(),
                          a.workingSetBytes() + b.workingSetBytes())));
    }
    Function<KubeObject, ClusterFacts.NodeUse> told =
        node -> {
          var usage = byNode.getOrDefault(node.name(), new PodUsage(0, 0));
          return new ClusterFacts.NodeUse(
              node.name(),
              poolOf(node),
              percent(usage.millicores() / 1000, allocatable(node, "cpu")),
              percent(usage.workingSetBytes(), allocatable(node, "memory")));
        };
    return nodes.stream().map(told).toList();
  }

  private static double percent(double part, double whole) {
    return whole <= 0 ? 0 : 100 * part / whole;
  }

  private static double allocatable(KubeObject node, String resource) {
    return Quantity.of(node.status().path("allocatable").path(resource)).value().doubleValue();
  }

  private static String poolOf(KubeObject node) {
    return node.labels().getOrDefault("kubernetes.azure.com/agentpool", "");
  }
}
