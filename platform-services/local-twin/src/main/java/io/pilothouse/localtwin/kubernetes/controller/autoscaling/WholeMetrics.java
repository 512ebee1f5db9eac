package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.metrics.PodMetrics;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.model.Quantity;
import java.util.List;

/**
 * Metrics that have one value for all pods of the target together: of another object of the
 * cluster, or of something outside of it.
 */
record WholeMetrics(
    ReplicaCalculator calculator,
    PodMetrics metrics,
    String namespace,
    List<KubeObject> pods,
    int currentReplicas) {
  WholeMetrics {
    pods = List.copyOf(pods);
  }

  MetricProposal external(JsonNode source) {
    String name = source.path("metric").path("name").asText();
    double value =
        metrics
            .external(namespace, name)
            .orElseThrow(() ->
                new MetricsUnavailable(
                    "FailedGetExternalMetric",
                    "unable to get external metric "
                        + namespace
                        + "/"
                        + name
                        + "/nil: no metrics returned from external metrics API"));
    ObjectNode status = Json.object();
    status.put("type", "External");
    ObjectNode entry = status.putObject("external");
    entry.putObject("metric").put("name", name);
    return proposal(
        source.path("target"), value, "external metric " + name + "(nil)", status, entry);
  }

  MetricProposal object(JsonNode source) {
    String name = source.path("metric").path("name").asText();
    JsonNode described = source.path("describedObject");
    String kind = described.path("kind").asText();
    String object = described.path("name").asText();
    double value =
        metrics
            .object(namespace, kind, object, name)
            .orElseThrow(() ->
                new MetricsUnavailable(
                    "FailedGetObjectMetric",
                    "unable to get metric "
                        + name
                        + ": "
                        + kind
                        + " on "
                        + namespace
                        + " "
                        + object
                        + "/unable to fetch metrics from custom metrics API: the server could not"
                        + " find the metric "
                        + name));
    ObjectNode status = Json.object();
    status.put("type", "Object");
    ObjectNode entry = status.putObject("object");
    entry.putObject("metric").put("name", name);
    entry.set("describedObject", described.deepCopy());
    return proposal(source.path("target"), value, kind + " metric " + name, status, entry);
  }

  private MetricProposal proposal(
      JsonNode target, double value, String description, ObjectNode status, ObjectNode entry) {
    ObjectNode current = entry.putObject("current");
    if (target.has("averageValue")) {
      var share =
          calculator.proposeForShare(currentReplicas, value, amount(target, "averageValue"));
      current.put("averageValue", quantity(share.average()));
      return new MetricProposal(share.replicas(), description, status);
    }
    int ready = (int) pods.stream().filter(Pods::ready).count();
    var whole = calculator.proposeForWhole(currentReplicas, ready, value, amount(target, "value"));
    current.put("value", quantity(value));
    return new MetricProposal(whole.replicas(), description, status);
  }

  private static double amount(JsonNode target, String field) {
    return Quantity.of(target.path(field)).value().doubleValue();
  }

  private static String quantity(double amount) {
    return Quantity.ofMillis(Math.round(amount * 1000));
  }
}
