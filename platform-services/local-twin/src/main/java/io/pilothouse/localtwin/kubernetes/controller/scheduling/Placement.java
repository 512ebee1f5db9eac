package io.pilothouse.localtwin.kubernetes.controller.scheduling;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The decision of the scheduler for one pod. */
sealed interface Placement {

  /** The pod goes to this node. */
  record On(String node) implements Placement {}

  /** It goes nowhere; the sentence is the scheduler's. */
  record Nowhere(String message) implements Placement {}

  /** Decides, from the nodes and what is on them. Pure. */
  static Placement decide(KubeObject pod, List<NodeView> nodes) {
    PodSpread spread = new PodSpread(pod, nodes);
    List<NodeView> feasible = new ArrayList<>();
    Map<String, Integer> reasons = new TreeMap<>();
    int helpless = 0;
    for (NodeView node : nodes) {
      Optional<String> obstacle = fixedObstacle(pod, node);
      if (obstacle.isPresent()) {
        helpless++;
        reasons.merge(obstacle.get(), 1, Integer::sum);
        continue;
      }
      List<String> crowded = crowded(pod, node, spread);
      if (crowded.isEmpty()) {
        feasible.add(node);
      }
      crowded.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
    }
    int preemptionUseless = helpless;
    return feasible.stream()
        .min(
            Comparator.<NodeView>comparingInt(spread::penalty)
                .thenComparingInt(node -> softTaints(pod, node))
                .thenComparingDouble(Placement::load)
                .thenComparing(node -> node.node().name()))
        .<Placement>map(node -> new On(node.node().name()))
        .orElseGet(() -> new Nowhere(message(nodes.size(), reasons, preemptionUseless)));
  }

  /** What stands against the node whatever other pods there are. */
  private static Optional<String> fixedObstacle(KubeObject pod, NodeView node) {
    if (node.node().spec().path("unschedulable").asBoolean()) {
      return Optional.of("node(s) were unschedulable");
    }
    Optional<JsonNode> taint =
        NodeSelection.untolerated(pod, node.node(), "NoSchedule", "NoExecute");
    if (taint.isPresent()) {
      return Optional.of(
          "node(s) had untolerated taint {"
              + taint.get().path("key").asText()
              + ": "
              + taint.get().path("value").asText()
              + "}");
    }
    return NodeSelection.selected(pod, node.node())
        ? Optional.empty()
        : Optional.of("node(s) didn't match Pod's node affinity/selector");
  }

  /** What stands against it because of other pods; resources are all named. */
  private static List<String> crowded(KubeObject pod, NodeView node, PodSpread spread) {
    List<String> reasons = new ArrayList<>();
    if (node.pods().size() + 1 > node.allocatable("pods").units()) {
      reasons.add("Too many pods");
    }
    for (String resource : List.of("cpu", "memory")) {
      if (!node.fits(pod, resource)) {
        reasons.add("Insufficient " + resource);
      }
    }
    if (reasons.isEmpty() && !spread.keepsConstraints(node)) {
      reasons.add("node(s) didn't match pod topology spread constraints");
    }
    if (reasons.isEmpty() && !spread.keepsAffinity(node)) {
      reasons.add("node(s) didn't match pod affinity rules");
    }
    if (reasons.isEmpty() && !spread.keepsAntiAffinity(node)) {
      reasons.add("node(s) didn't match pod anti-affinity rules");
    }
    return reasons;
  }

  private static int softTaints(KubeObject pod, NodeView node) {
    return NodeSelection.untolerated(pod, node.node(), "PreferNoSchedule").isPresent() ? 1 : 0;
  }

  /** The fuller of processor and memory by requests, as a share of what is allocatable. */
  private static double load(NodeView node) {
    return Math.max(share(node, "cpu"), share(node, "memory"));
  }

  private static double share(NodeView node, String resource) {
    double allocatable = node.allocatable(resource).value().doubleValue();
    return allocatable == 0 ? 1 : node.requested(resource).value().doubleValue() / allocatable;
  }

  private static String message(int nodes, Map<String, Integer> reasons, int helpless) {
    if (nodes == 0) {
      return "no nodes available to schedule pods";
    }
    List<String> parts = new ArrayList<>();
    reasons.forEach((reason, count) -> parts.add(count + " " + reason));
    parts.sort(Comparator.naturalOrder());
    List<String> preemption = new ArrayList<>();
    if (nodes > helpless) {
      preemption.add(nodes - helpless + " No preemption victims found for incoming pod");
    }
    if (helpless > 0) {
      preemption.add(helpless + " Preemption is not helpful for scheduling");
    }
    preemption.sort(Comparator.naturalOrder());
    String none = "0/" + nodes + " nodes are available: ";
    return none
        + String.join(", ", parts)
        + ". preemption: "
        + none
        + String.join(", ", preemption)
        + ".";
  }
}
