package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.PodUsage;
import io.pilothouse.localtwin.kubernetes.metrics.PodMetrics;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Evaluates the metrics of one autoscaler against the pods of its target: the largest proposal
 * wins; one that cannot be read forbids only to shrink.
 */
final class MetricEvaluation {

  /** What came of it. */
  record Outcome(
      Optional<Integer> proposal,
      String description,
      ArrayNode currentMetrics,
      Optional<MetricsUnavailable> firstFailure,
      int failures) {}

  private record Evaluated(int replicas, String description, ObjectNode status) {}

  private final ReplicaCalculator calculator;
  private final PodMetrics metrics;
  private final String namespace;
  private final List<KubeObject> pods;
  private final int currentReplicas;

  MetricEvaluation(
      ReplicaCalculator calculator,
      PodMetrics metrics,
      String namespace,
      List<KubeObject> pods,
      int currentReplicas) {
    this.calculator = calculator;
    this.metrics = metrics;
    this.namespace = namespace;
    this.pods = List.copyOf(pods);
    this.currentReplicas = currentReplicas;
  }

  Outcome evaluate(JsonNode metricSpecs) {
    ArrayNode statuses = Json.array();
    Optional<Evaluated> largest = Optional.empty();
    List<MetricsUnavailable> failures = new ArrayList<>();
    for (JsonNode spec : metricSpecs) {
      try {
        Evaluated evaluated = one(spec);
        statuses.add(evaluated.status());
        if (largest.filter(best -> best.replicas() >= evaluated.replicas()).isEmpty()) {
          largest = Optional.of(evaluated);
        }
      } catch (MetricsUnavailable unavailable) {
        failures.add(unavailable);
      }
    }
    boolean usable =
        failures.isEmpty()
            || largest.filter(best -> best.replicas() >= currentReplicas).isPresent();
    return new Outcome(
        usable ? largest.map(Evaluated::replicas) : Optional.empty(),
        largest.map(Evaluated::description).orElse(""),
        statuses,
        failures.stream().findFirst(),
        failures.size());
  }

  private Evaluated one(JsonNode spec) {
    return switch (spec.path("type").asText()) {
      case "Resource" -> resource(spec.path("resource"));
      case "Pods" -> pods(spec.path("pods"));
      case "External" -> external(spec.path("external"));
      default ->
          throw new MetricsUnavailable(
              "InvalidMetricSourceType",
              "unknown metric source type \"" + spec.path("type").asText() + "\"");
    };
  }

  private Evaluated resource(JsonNode source) {
    String name = source.path("name").asText();
    JsonNode target = source.path("target");
    boolean utilization = target.has("averageUtilization");
    String what = "failed to get " + name + (utilization ? " utilization: " : " usage: ");
    double percent = target.path("averageUtilization").asDouble();
    double value = Quantity.of(target.path("averageValue")).value().doubleValue();
    if (!metrics.installed()) {
      throw new MetricsUnavailable(
          "FailedGetResourceMetric",
          what
              + "unable to get metrics for resource "
              + name
              + ": unable to fetch metrics from resource metrics API: the server could not find"
              + " the requested resource (get pods.metrics.k8s.io)");
    }
    List<ReplicaCalculator.Reading> readings = new ArrayList<>();
    for (KubeObject pod : pods) {
      OptionalDouble used =
          metrics.usage(pod).map(usage -> amount(usage, name)).stream()
              .mapToDouble(Double::doubleValue)
              .findFirst();
      double request = utilization ? request(pod, name, what) : 0;
      double aim = utilization ? request * percent / 100 : value;
      readings.add(
          new ReplicaCalculator.Reading(
              pod, used, aim, utilization ? Math.max(request, aim) : aim));
    }
    if (readings.stream().allMatch(reading -> reading.value().isEmpty())) {
      throw new MetricsUnavailable(
          "FailedGetResourceMetric",
          what
              + "unable to get metrics for resource "
              + name
              + ": no metrics returned from resource metrics API");
    }
    var proposal = proposal("FailedGetResourceMetric", what, name.equals("cpu"), readings);
    ObjectNode status = Json.object();
    status.put("type", "Resource");
    ObjectNode current = status.putObject("resource").put("name", name).putObject("current");
    if (utilization) {
      current.put("averageUtilization", (int) Math.round(proposal.ratio() * percent));
    }
    current.put("averageValue", quantity(proposal.average(), name));
    return new Evaluated(
        proposal.replicas(),
        name + " resource" + (utilization ? " utilization (percentage of request)" : ""),
        status);
  }

  private static double amount(PodUsage usage, String resource) {
    return resource.equals("memory") ? usage.workingSetBytes() : usage.millicores() / 1000;
  }

  private static String quantity(double amount, String resource) {
    return resource.equals("memory")
        ? Long.toString((long) amount)
        : Quantity.ofMillis(Math.round(amount * 1000));
  }

  private static double request(KubeObject pod, String name, String what) {
    for (JsonNode container : pod.spec().path("containers")) {
      if (!container.path("resources").path("requests").has(name)) {
        throw new MetricsUnavailable(
            "FailedGetResourceMetric",
            what
                + "missing request for "
                + name
                + " in container "
                + container.path("name").asText()
                + " of Pod "
                + pod.name());
      }
    }
    return Pods.request(pod, name).value().doubleValue();
  }

  private Evaluated pods(JsonNode source) {
    String name = source.path("metric").path("name").asText();
    double target = Quantity.of(source.path("target").path("averageValue")).value().doubleValue();
    List<ReplicaCalculator.Reading> readings = new ArrayList<>();
    for (KubeObject pod : pods) {
      readings.add(new ReplicaCalculator.Reading(pod, metrics.custom(pod, name), target, target));
    }
    if (readings.stream().allMatch(reading -> reading.value().isEmpty())) {
      throw new MetricsUnavailable(
          "FailedGetPodsMetric",
          "unable to get metric "
              + name
              + ": unable to fetch metrics from custom metrics API: the server could not find the"
              + " metric "
              + name
              + " for pods");
    }
    var proposal =
        proposal("FailedGetPodsMetric", "unable to get metric " + name + ": ", false, readings);
    ObjectNode status = Json.object();
    status.put("type", "Pods");
    ObjectNode entry = status.putObject("pods");
    entry.putObject("metric").put("name", name);
    entry.putObject("current").put("averageValue", quantity(proposal.average(), name));
    return new Evaluated(proposal.replicas(), "pods metric " + name, status);
  }

  private ReplicaCalculator.Proposal proposal(
      String reason, String what, boolean processor, List<ReplicaCalculator.Reading> readings) {
    try {
      return calculator.propose(currentReplicas, processor, readings);
    } catch (MetricsUnavailable unready) {
      throw new MetricsUnavailable(reason, what + unready.getMessage());
    }
  }

  private Evaluated external(JsonNode source) {
    String name = source.path("metric").path("name").asText();
    JsonNode target = source.path("target");
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
    ObjectNode current = entry.putObject("current");
    if (target.has("averageValue")) {
      var proposal =
          calculator.proposeForShare(
              currentReplicas,
              value,
              Quantity.of(target.path("averageValue")).value().doubleValue());
      current.put("averageValue", quantity(proposal.average(), name));
      return new Evaluated(proposal.replicas(), "external metric " + name + "(nil)", status);
    }
    int ready = (int) pods.stream().filter(Pods::ready).count();
    var proposal =
        calculator.proposeForWhole(
            currentReplicas, ready, value, Quantity.of(target.path("value")).value().doubleValue());
    current.put("value", quantity(value, name));
    return new Evaluated(proposal.replicas(), "external metric " + name + "(nil)", status);
  }
}
