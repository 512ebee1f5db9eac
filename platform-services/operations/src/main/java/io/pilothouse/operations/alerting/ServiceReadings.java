package io.pilothouse.operations.alerting;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.health.SourceStanding;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the metrics that a document's alert rules name, for each service. Utilization is read as
 * the autoscaler reads it, in percent of the request; where there is no autoscaler, from what the
 * pods use. Other metrics are read under their own name, of the autoscaler, the Deployment or its
 * pods.
 */
final class ServiceReadings {
  private final Blueprint blueprint;
  private final Estate estate;
  private final MeasurementHistory history;

  ServiceReadings(Blueprint blueprint, Estate estate, MeasurementHistory history) {
    this.blueprint = blueprint;
    this.estate = estate;
    this.history = history;
  }

  List<Reading> of(AlertRule rule) {
    Optional<Sentence> blind = blind();
    if (blind.isPresent()) {
      return List.of(Reading.unreadable(blueprint.system(), blueprint.name(), blind.get()));
    }
    Function<Service, Optional<Double>> value =
        switch (rule.metric()) {
          case "pod_restarts" -> s -> Optional.of(restarts(s, rule));
          case "cpu_utilization" -> s -> utilization(s, "cpu", Service.Resources::cpu);
          case "memory_utilization" -> s -> utilization(s, "memory", Service.Resources::memory);
          default -> s -> named(s, rule.metric(), rule.unit());
        };
    var readings = new ArrayList<Reading>();
    for (Service service : blueprint.services()) {
      value
          .apply(service)
          .ifPresent(v -> readings.add(Reading.of(service.id(), service.name(), v)));
    }
    return readings.isEmpty()
        ? List.of(
            Reading.unreadable(
                blueprint.system(),
                blueprint.name(),
                Sentence.of("operations.unread.metric", rule.metric())))
        : readings;
  }

  private Optional<Sentence> blind() {
    return switch (estate.standing(Sources.KUBERNETES)) {
      case SourceStanding.Heard s -> Optional.empty();
      case SourceStanding.Starting s ->
          Optional.of(Sentence.of("operations.unread.kubernetes.starting"));
      case SourceStanding.Lost s ->
          Optional.of(Sentence.of("operations.unread.kubernetes.cut", s.reason()));
      case SourceStanding.NotConnected s ->
          Optional.of(Sentence.of("operations.unread.kubernetes.not-connected", s.reason()));
    };
  }

  private double restarts(Service service, AlertRule rule) {
    return Restarts.within(pods(service), history, rule.window(), estate.now());
  }

  private List<Pod> pods(Service service) {
    return estate.pods(blueprint.cluster().namespace(), service.deployment());
  }

  private Optional<Double> utilization(
      Service service, String resource, Function<Service.Resources, String> request) {
    return autoscalerMetric(service, resource)
        .or(() ->
            service
                .requests()
                .map(request)
                .flatMap(Quantity::parse)
                .filter(r -> r > 0)
                .flatMap(r -> podAverage(service, resource).map(used -> used / r * 100)));
  }

  private Optional<Double> named(Service service, String metric, String unit) {
    return autoscalerMetric(service, metric)
        .map(value -> inUnit(value, WorkloadMetrics.unit(metric), unit))
        .or(() -> ofDeployment(service, metric, unit))
        .or(() -> podAverage(service, metric, unit));
  }

  private Optional<Double> autoscalerMetric(Service service, String metric) {
    return estate
        .autoscaler(blueprint.cluster().namespace(), service.deployment())
        .flatMap(h ->
            h.value().metrics().stream()
                .filter(m -> m.name().equals(metric))
                .findFirst()
                .flatMap(m -> m.current()));
  }

  private Optional<Double> ofDeployment(Service service, String metric, String unit) {
    return estate
        .deployment(blueprint.cluster().namespace(), service.deployment())
        .map(Observed::value)
        .map(Deployment::id)
        .flatMap(id -> current(id, metric))
        .map(m -> inUnit(m, unit));
  }

  private Optional<Double> podAverage(Service service, String metric) {
    return podAverage(service, metric, "");
  }

  private Optional<Double> podAverage(Service service, String metric, String unit) {
    List<Double> values =
        pods(service).stream()
            .flatMap(p -> current(p.id(), metric).stream())
            .map(m -> inUnit(m, unit))
            .toList();
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.stream().mapToDouble(Double::doubleValue).average().orElse(0));
  }

  private Optional<Measurement> current(ResourceId id, String metric) {
    return estate.snapshot().measurement(id, metric).filter(estate::current).map(Observed::value);
  }

  private static double inUnit(Measurement measurement, String unit) {
    return inUnit(measurement.value(), measurement.unit(), unit);
  }

  /** A value in the rule's unit. */
  private static double inUnit(double value, Unit measured, String unit) {
    return switch (unit) {
      case "percent" -> measured == Unit.RATIO ? value * 100 : value;
      case "seconds" -> measured == Unit.MILLISECONDS ? value / 1_000 : value;
      default -> value;
    };
  }
}
