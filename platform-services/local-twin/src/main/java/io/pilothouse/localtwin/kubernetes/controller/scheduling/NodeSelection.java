package io.pilothouse.localtwin.kubernetes.controller.scheduling;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.Map;
import java.util.Optional;

/**
 * What a pod and a node say about each other without regard to other pods: selectors and taints.
 * Pure.
 */
final class NodeSelection {

  private NodeSelection() {}

  static boolean selected(KubeObject pod, KubeObject node) {
    Map<String, String> nodeLabels = node.labels();
    for (Map.Entry<String, JsonNode> wanted : pod.spec().path("nodeSelector").properties()) {
      if (!wanted.getValue().asText().equals(nodeLabels.get(wanted.getKey()))) {
        return false;
      }
    }
    JsonNode terms =
        pod.at(
            "spec",
            "affinity",
            "nodeAffinity",
            "requiredDuringSchedulingIgnoredDuringExecution",
            "nodeSelectorTerms");
    if (terms.isEmpty()) {
      return true;
    }
    for (JsonNode term : terms) {
      if (term(term, nodeLabels) && named(term, node.name())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the term's fields hold; the only field there is is the node's name. */
  private static boolean named(JsonNode term, String node) {
    for (JsonNode expression : term.path("matchFields")) {
      if (!expression(expression, node)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all expressions of a node selector term hold. */
  static boolean term(JsonNode term, Map<String, String> labels) {
    for (JsonNode expression : term.path("matchExpressions")) {
      if (!expression(expression, labels.get(expression.path("key").asText()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean expression(
      JsonNode expression, @org.jspecify.annotations.Nullable String value) {
    JsonNode values = expression.path("values");
    return switch (expression.path("operator").asText()) {
      case "In" -> value != null && contains(values, value);
      case "NotIn" -> value == null || !contains(values, value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> value != null && Long.parseLong(value) > values.path(0).asLong();
      case "Lt" -> value != null && Long.parseLong(value) < values.path(0).asLong();
      default -> false;
    };
  }

  private static boolean contains(JsonNode values, String value) {
    for (JsonNode each : values) {
      if (each.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }

  /** The first taint of one of the effects that the pod does not tolerate. */
  static Optional<JsonNode> untolerated(KubeObject pod, KubeObject node, String... effects) {
    for (JsonNode taint : node.spec().path("taints")) {
      for (String effect : effects) {
        if (taint.path("effect").asText().equals(effect) && toleration(pod, taint).isEmpty()) {
          return Optional.of(taint);
        }
      }
    }
    return Optional.empty();
  }

  /** The toleration of the pod that matches the taint. */
  static Optional<JsonNode> toleration(KubeObject pod, JsonNode taint) {
    for (JsonNode toleration : pod.spec().path("tolerations")) {
      String key = toleration.path("key").asText();
      String effect = toleration.path("effect").asText();
      boolean exists = toleration.path("operator").asText("Equal").equals("Exists");
      boolean sameKey = key.isEmpty() ? exists : key.equals(taint.path("key").asText());
      boolean sameEffect = effect.isEmpty() || effect.equals(taint.path("effect").asText());
      boolean sameValue =
          exists || toleration.path("value").asText().equals(taint.path("value").asText());
      if (sameKey && sameEffect && sameValue) {
        return Optional.of(toleration);
      }
    }
    return Optional.empty();
  }
}
