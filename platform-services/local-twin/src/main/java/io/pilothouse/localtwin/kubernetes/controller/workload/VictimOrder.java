package io.pilothouse.localtwin.kubernetes.controller.workload;

import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which pods go first when a ReplicaSet shrinks: those without a node, then not running, not ready,
 * cheapest by the deletion cost, most crowded together on a node, ready for the shortest time,
 * restarted most, youngest. The order of Kubernetes' ActivePodsWithRanks.
 */
final class VictimOrder {
  private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  private VictimOrder() {}

  static List<KubeObject> choose(List<KubeObject> pods, int count) {
    Map<String, Long> perNode =
        pods.stream().collect(Collectors.groupingBy(Pods::node, Collectors.counting()));
    Comparator<KubeObject> order =
        Comparator.<KubeObject, Boolean>comparing(pod -> !Pods.node(pod).isEmpty())
            .thenComparing(VictimOrder::progress)
            .thenComparing(Pods::ready)
            .thenComparing(VictimOrder::cost)
            .thenComparing(pod -> -perNode.getOrDefault(Pods.node(pod), 0L))
            .thenComparing(Pods::readinessSince, Comparator.reverseOrder())
            .thenComparing(pod -> -Pods.restarts(pod))
            .thenComparing(KubeObject::createdAt, Comparator.reverseOrder())
            .thenComparing(KubeObject::name);
    return pods.stream().sorted(order).limit(count).toList();
  }

  private static int progress(KubeObject pod) {
    return switch (Pods.phase(pod)) {
      case "Running" -> 2;
      case "Unknown" -> 1;
      default -> 0;
    };
  }

  private static int cost(KubeObject pod) {
    String cost = pod.annotations().getOrDefault(DELETION_COST, "0");
    return cost.matches("-?\\d{1,9}") ? Integer.parseInt(cost) : 0;
  }
}
