package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.PodUsage;
import io.pilothouse.localtwin.kubernetes.metrics.PodMetrics;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
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
    Optional<MetricProposal> largest = Optional.empty();
    List<MetricsUnavailable> failures = new ArrayList<>();
    for (JsonNode spec : metricSpecs) {
      try {
        MetricProposal evaluated = one(spec);
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
        usable ? largest.map(MetricProposal::replicas) : Optional.empty(),
        largest.map(MetricProposal::description).orElse(""),
        statuses,
        failures.stream().findFirst(),
        failures.size());
  }

  private MetricProposal one(JsonNode spec) {
    return switch (spec.path("type").asText()) {
      case "Resource" -> resource(spec.path("resource"), Optional.empty());
      case "ContainerResource" -> {
        JsonNode source = spec.path("containerResource");
        yield resource(source, Optional.of(source.path("container").asText()));
      }
      case "Pods" -> pods(spec.path("pods"));
      case "Object" -> whole().object(spec.path("object"));
      case "External" -> whole().external(spec.path("external"));
      default ->
          throw new MetricsUnavailable(
              "InvalidMetricSourceType",
              "unknown metric source type \"" + spec.path("type").asText() + "\"");
    };
  }

  private WholeMetrics whole() {
    return new WholeMetrics(calculator, metrics, namespace, pods, currentReplicas);
  }

  /** A resource of whole pods, or of one container of each. */
  private MetricProposal resource(JsonNode source, Optional<String> container) {
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
          usage(pod, container).map(usage -> amount(usage, name)).stream()
              .mapToDouble(Double::doubleValue)
              .findFirst();
      double request = utilization ? request(pod, name, container, what) : 0;
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
    status.put("type", container.isPresent() ? "ContainerResource" : "Resource");
    ObjectNode entry = status.putObject(container.isPresent() ? "containerResource" : "resource");
    entry.put("name", name);
    container.ifPresent(each -> entry.put("container", each));
    ObjectNode current = entry.putObject("current");
    if (utilization) {
      current.put("averageUtilization", (int) Math.round(proposal.ratio() * percent));
    }
    current.put("averageValue", quantity(proposal.average(), name));
    return new MetricProposal(
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

  /** A pod is measured as a whole and shown as its first container, as in the metrics API. */
  private Optional<PodUsage> usage(KubeObject pod, Optional<String> container) {
    String first = pod.spec().path("containers").path(0).path("name").asText();
    return container.filter(name -> !name.equals(first)).isPresent()
        ? Optional.empty()
        : metrics.usage(pod);
  }

  private static double request(KubeObject pod, String name, Optional<String> only, String what) {
    double sum = 0;
    for (JsonNode container : pod.spec().path("containers")) {
      String containerName = container.path("name").asText();
      if (only.filter(wanted -> !wanted.equals(containerName)).isPresent()) {
        continue;
      }
      JsonNode request = container.path("resources").path("requests").path(name);
      if (request.isMissingNode()) {
        throw new MetricsUnavailable(
            "FailedGetResourceMetric",
            what
                + "missing request for "
                + name
                + " in container "
                + containerName
                + " of Pod "
                + pod.name());
      }
      sum += Quantity.of(request).value().doubleValue();
    }
    return sum;
  }

  private MetricProposal pods(JsonNode source) {
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
    return new MetricProposal(proposal.replicas(), "pods metric " + name, status);
  }

  private ReplicaCalculator.Proposal proposal(
      String reason, String what, boolean processor, List<ReplicaCalculator.Reading> readings) {
    try {
      return calculator.propose(currentReplicas, processor, readings);
    } catch (MetricsUnavailable unready) {
      throw new MetricsUnavailable(reason, what + unready.getMessage());
    }
  }
}
