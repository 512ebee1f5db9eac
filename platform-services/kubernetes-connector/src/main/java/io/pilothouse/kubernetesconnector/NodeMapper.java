package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.quantity;
import static io.pilothouse.kubernetesconnector.PlatformText.text;

import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.util.Map;
import java.util.Optional;

/** Maps a node. Pure. */
final class NodeMapper {
  private static final String ZONE = "topology.kubernetes.io/zone";

  private NodeMapper() {}

  static Node map(io.fabric8.kubernetes.api.model.Node node) {
    String name = node.getMetadata().getName();
    Map<String, String> labels = PlatformText.map(node.getMetadata().getLabels());
    NodeStatus status = Optional.ofNullable(node.getStatus()).orElseGet(NodeStatus::new);
    NodeSpec spec = Optional.ofNullable(node.getSpec()).orElseGet(NodeSpec::new);
    Optional<NodeCondition> ready =
        list(status.getConditions()).stream().filter(c -> "Ready".equals(c.getType())).findFirst();
    boolean isReady = ready.filter(c -> "True".equals(c.getStatus())).isPresent();
    return new Node(
        ResourceId.kubernetes("node", name),
        name,
        text(labels.get(ZONE)),
        text(labels.get("kubernetes.azure.com/agentpool")).or(() -> text(labels.get("agentpool"))),
        isReady,
        Boolean.TRUE.equals(spec.getUnschedulable()),
        allocatable(status, "cpu"),
        allocatable(status, "memory"),
        list(spec.getTaints()).stream().map(NodeMapper::taint).toList(),
        Optional.ofNullable(status.getNodeInfo())
            .flatMap(i -> text(i.getKubeletVersion()))
            .orElse(""),
        isReady ? pressure(status) : ready.flatMap(NodeMapper::because));
  }

  private static double allocatable(NodeStatus status, String resource) {
    Map<String, Quantity> allocatable =
        Optional.ofNullable(status.getAllocatable()).orElse(Map.of());
    return quantity(allocatable.get(resource)).orElse(0.0);
  }

  private static String taint(Taint taint) {
    return taint.getKey()
        + text(taint.getValue()).map(v -> "=" + v).orElse("")
        + ":"
        + taint.getEffect();
  }

  /** A ready node may still be short of something. */
  private static Optional<String> pressure(NodeStatus status) {
    return list(status.getConditions()).stream()
        .filter(c -> !"Ready".equals(c.getType()) && "True".equals(c.getStatus()))
        .filter(c -> c.getType().endsWith("Pressure") || c.getType().equals("NetworkUnavailable"))
        .map(NodeCondition::getType)
        .findFirst();
  }

  private static Optional<String> because(NodeCondition condition) {
    return text(condition.getReason())
        .map(r -> r + text(condition.getMessage()).map(m -> ": " + m).orElse(""));
  }
}
