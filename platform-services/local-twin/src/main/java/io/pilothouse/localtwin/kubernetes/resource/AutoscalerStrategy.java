package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;

/**
 * HorizontalPodAutoscalers: a processor target of 80 % where none is named, a range that is one.
 */
final class AutoscalerStrategy implements ResourceStrategy {

  @Override
  public void setDefaults(ObjectNode tree) {
    ObjectNode spec = Json.child(tree, "spec");
    Json.setDefault(spec, "minReplicas", 1);
    if (spec.path("metrics").isEmpty()) {
      ObjectNode metric = spec.putArray("metrics").addObject();
      metric.put("type", "Resource");
      ObjectNode resource = metric.putObject("resource");
      resource.put("name", "cpu");
      resource.putObject("target").put("type", "Utilization").put("averageUtilization", 80);
    }
    if (spec.get("behavior") instanceof ObjectNode behavior) {
      scalingDefaults(behavior, "scaleUp", true);
      scalingDefaults(behavior, "scaleDown", false);
    }
  }

  private static void scalingDefaults(ObjectNode behavior, String direction, boolean up) {
    ObjectNode rules = Json.child(behavior, direction);
    Json.setDefault(rules, "selectPolicy", "Max");
    if (up) {
      Json.setDefault(rules, "stabilizationWindowSeconds", 0);
    }
    if (!rules.path("policies").isEmpty()) {
      return;
    }
    if (up) {
      policy(rules, "Pods", 4, 15);
      policy(rules, "Percent", 100, 15);
    } else {
      policy(rules, "Percent", 100, 15);
    }
  }

  private static void policy(ObjectNode rules, String type, int value, int period) {
    Json.children(rules, "policies")
        .addObject()
        .put("type", type)
        .put("value", value)
        .put("periodSeconds", period);
  }

  @Override
  public void prepareForCreate(ObjectNode tree) {
    ObjectNode status = tree.putObject("status");
    status.putNull("currentMetrics");
    status.put("desiredReplicas", 0);
  }

  @Override
  public void validate(ResourceType type, ObjectNode tree) {
    String name = tree.path("metadata").path("name").asText();
    JsonNode spec = tree.path("spec");
    if (spec.path("maxReplicas").asInt() < 1) {
      throw type.invalid(
          name,
          "spec.maxReplicas",
          "Invalid value: " + spec.path("maxReplicas").asInt() + ": must be greater than 0");
    }
    if (spec.path("maxReplicas").asInt() < spec.path("minReplicas").asInt()) {
      throw type.invalid(
          name,
          "spec.maxReplicas",
          "Invalid value: "
              + spec.path("maxReplicas").asInt()
              + ": must be greater than or equal to `minReplicas`");
    }
    if (spec.path("scaleTargetRef").path("name").asText().isEmpty()) {
      throw type.invalid(name, "spec.scaleTargetRef.name", "Required value");
    }
  }
}
