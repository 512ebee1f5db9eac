package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The decision of a DaemonSet: on which nodes to create a pod and which pods to delete now. An
 * update takes away no more than may be missing. Pure; the rules of the DaemonSet controller,
 * without surge.
 *
 * @param updates updateStrategy RollingUpdate: pods of an old revision are replaced by themselves
 * @param maxUnavailable a count, or percent of the nodes rounded up
 */
record DaemonRollout(boolean updates, String maxUnavailable) {

  /**
   * A node with the set's pods on it.
   *
   * @param admits a new pod would be put there
   * @param keeps one that is there may stay
   */
  record NodePods(String node, boolean admits, boolean keeps, List<Daemon> pods) {
    NodePods {
      pods = List.copyOf(pods);
    }
  }

  /** A pod. @param finished it has ended and does not start again */
  record Daemon(String name, boolean updated, boolean available, boolean going, boolean finished) {}

  /** What to do now. */
  record Steps(List<String> createOn, List<String> delete) {
    Steps {
      createOn = List.copyOf(createOn);
      delete = List.copyOf(delete);
    }
  }

  static DaemonRollout of(JsonNode spec) {
    JsonNode strategy = spec.path("updateStrategy");
    return new DaemonRollout(
        !strategy.path("type").asText().equals("OnDelete"),
        strategy.path("rollingUpdate").path("maxUnavailable").asText("1"));
  }

  Steps steps(List<NodePods> nodes) {
    List<String> createOn = new ArrayList<>();
    List<String> delete = new ArrayList<>();
    for (NodePods node : nodes) {
      if (node.admits() && node.pods().isEmpty()) {
        createOn.add(node.node());
      }
      boolean occupied = false;
      for (Daemon pod : node.pods()) {
        boolean tooMany = occupied && !pod.going();
        if (!pod.going() && (!node.keeps() || pod.finished() || tooMany)) {
          delete.add(pod.name());
        }
        occupied |= !pod.going() && !pod.finished();
      }
    }
    if (updates && delete.isEmpty()) {
      delete.addAll(outdated(nodes));
    }
    return new Steps(createOn, delete);
  }

  /** Old pods that do not serve go at once, the others as far as the limit allows. */
  private List<String> outdated(List<NodePods> nodes) {
    List<String> broken = new ArrayList<>();
    List<String> serving = new ArrayList<>();
    int unavailable = 0;
    int meant = 0;
    for (NodePods node : nodes) {
      if (!node.admits() && node.pods().isEmpty()) {
        continue;
      }
      meant++;
      Daemon pod = node.pods().isEmpty() ? null : node.pods().getFirst();
      boolean serves = pod != null && pod.available() && !pod.going();
      if (!serves) {
        unavailable++;
      }
      if (pod != null && !pod.updated() && !pod.going()) {
        (serves ? serving : broken).add(pod.name());
      }
    }
    broken.addAll(serving.subList(0, Math.clamp(limit(meant) - unavailable, 0, serving.size())));
    return broken;
  }

  private int limit(int nodes) {
    return maxUnavailable.endsWith("%")
        ? Math.ceilDiv(
            Integer.parseInt(maxUnavailable.substring(0, maxUnavailable.length() - 1)) * nodes, 100)
        : Integer.parseInt(maxUnavailable);
  }
}
