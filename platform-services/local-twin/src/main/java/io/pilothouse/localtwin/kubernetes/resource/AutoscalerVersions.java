package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;

/**
 * autoscaling/v1 in terms of the stored autoscaling/v2: one processor target, other metrics kept
 * apart.
 */
final class AutoscalerVersions {
  static final VersionConversion V1 =
      new VersionConversion(AutoscalerVersions::toV2, AutoscalerVersions::toV1);
  private static final String OTHER_METRICS = "autoscaling.alpha.kubernetes.io/metrics";

  private AutoscalerVersions() {}

  private static ObjectNode toV1(ObjectNode tree) {
    tree.put("apiVersion", "autoscaling/v1");
    ObjectNode spec = Json.child(tree, "spec");
    var others = Json.array();
    for (JsonNode metric : Json.objects(spec.path("metrics"))) {
      JsonNode utilization = utilization(metric, "target");
      if (utilization.isMissingNode()) {
        others.add(metric);
      } else {
        spec.set("targetCPUUtilizationPercentage", utilization);
      }
    }
    spec.remove("metrics");
    spec.remove("behavior");
    if (!others.isEmpty()) {
      Json.child(Json.child(tree, "metadata"), "annotations").put(OTHER_METRICS, others.toString());
    }
    ObjectNode status = Json.child(tree, "status");
    for (JsonNode metric : status.path("currentMetrics")) {
      JsonNode utilization = utilization(metric, "current");
      if (!utilization.isMissingNode()) {
        status.set("currentCPUUtilizationPercentage", utilization);
      }
    }
    status.remove("currentMetrics");
    status.remove("conditions");
    return tree;
  }

  private static JsonNode utilization(JsonNode metric, String side) {
    JsonNode resource = metric.path("resource");
    return resource.path("name").asText().equals("cpu")
        ? resource.path(side).path("averageUtilization")
        : com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static ObjectNode toV2(ObjectNode tree) {
    tree.put("apiVersion", "autoscaling/v2");
    ObjectNode spec = Json.child(tree, "spec");
    var metrics = spec.putArray("metrics");
    if (spec.remove("targetCPUUtilizationPercentage") instanceof JsonNode target
        && target.isNumber()) {
      ObjectNode metric = metrics.addObject();
      metric.put("type", "Resource");
      ObjectNode resource = metric.putObject("resource");
      resource.put("name", "cpu");
      resource.putObject("target").put("type", "Utilization").set("averageUtilization", target);
    }
    if (tree.path("metadata").get("annotations") instanceof ObjectNode annotations
        && annotations.remove(OTHER_METRICS) instanceof JsonNode others) {
      Json.parse("{\"items\": " + others.asText() + "}").path("items").forEach(metrics::add);
    }
    return tree;
  }
}
