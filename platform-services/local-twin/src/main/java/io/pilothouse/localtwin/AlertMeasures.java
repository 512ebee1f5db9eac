package io.pilothouse.localtwin;

import io.pilothouse.localtwin.azure.Measurement;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.PodMetricsSource;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import io.pilothouse.localtwin.landscape.AlertMetric;
import io.pilothouse.localtwin.load.LoadSnapshot;
import io.pilothouse.localtwin.load.ServiceSnapshot;
import io.pilothouse.localtwin.postgres.ServerStatus;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * What the document's alert rules watch and Azure does not measure by itself, counted from the
 * services' own work and the cluster's pods; and what the application gateway would see of them.
 * Counts are since the call before.
 */
final class AlertMeasures {
  private static final String GATEWAYS = "Microsoft.Network/applicationGateways";

  private final Blueprint blueprint;
  private final Processes processes;
  private final KubernetesTwin kubernetes;
  private final PodMetricsSource pods;
  private final Supplier<Optional<LoadSnapshot>> load;
  private long requestsBefore; // guarded by this
  private long failuresBefore; // guarded by this
  private long restartsBefore; // guarded by this

  AlertMeasures(
      Blueprint blueprint,
      Processes processes,
      KubernetesTwin kubernetes,
      PodMetricsSource pods,
      Supplier<Optional<LoadSnapshot>> load) {
    this.blueprint = blueprint;
    this.processes = processes;
    this.kubernetes = kubernetes;
    this.pods = pods;
    this.load = load;
  }

  /** What was counted between two looks. */
  private record Look(long requests, long failures, long restarts, List<KubeObject> pods) {
    OptionalDouble failedPercent() {
      return requests <= 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(100.0 * Math.max(0, failures) / requests);
    }
  }

  synchronized List<Measurement> measured() {
    var services = load.get().map(LoadSnapshot::services).orElse(List.of());
    long requests = services.stream().mapToLong(ServiceSnapshot::requests).sum();
    long failures = services.stream().mapToLong(ServiceSnapshot::failures).sum();
    var all = kubernetes.api().list(BuiltInResources.PODS, Selection.everything());
    long restarts = all.stream().mapToLong(AlertMeasures::restarts).sum();
    var look =
        new Look(
            requests - requestsBefore,
            failures - failuresBefore,
            // Pods that went took their counts along.
            Math.max(0, restarts - restartsBefore),
            all);
    requestsBefore = requests;
    failuresBefore = failures;
    restartsBefore = restarts;
    var measured = new ArrayList<Measurement>();
    for (AlertRule rule : blueprint.alertRules()) {
      var metric = AlertMetric.of(rule, blueprint);
      value(metric, rule, look)
          .ifPresent(value ->
              measured.add(Measurement.of(metric.type(), metric.resource(), metric.name(), value)));
    }
    gateway(look, measured);
    return measured;
  }

  private OptionalDouble value(AlertMetric metric, AlertRule rule, Look look) {
    return switch (metric.subject()) {
      case PLATFORM -> OptionalDouble.empty();
      case FAILED_REQUESTS -> look.failedPercent();
      case RESPONSE_TIME -> {
        var mean = mean("avg_response_time", look.pods());
        boolean seconds = rule.unit().toLowerCase(Locale.ROOT).equals("seconds");
        yield mean.isPresent() && seconds ? OptionalDouble.of(mean.getAsDouble() / 1_000) : mean;
      }
      case RESTARTS -> OptionalDouble.of(look.restarts());
      case AVAILABILITY ->
          OptionalDouble.of(
              processes.has(metric.resource())
                      && processes.server(metric.resource()).state().status() == ServerStatus.READY
                  ? 100
                  : 0);
      case OTHER -> mean(metric.name(), look.pods());
    };
  }

  /** What a gateway in front of all services would count. */
  private void gateway(Look look, List<Measurement> measured) {
    var gateway = blueprint.entrance().flatMap(e -> e.applicationGateway()).map(g -> g.id());
    if (gateway.isEmpty()) {
      return;
    }
    String id = gateway.get();
    measured.add(Measurement.of(GATEWAYS, id, "TotalRequests", look.requests()));
    measured.add(Measurement.of(GATEWAYS, id, "FailedRequests", Math.max(0, look.failures())));
    mean("avg_response_time", look.pods())
        .ifPresent(mean ->
            measured.add(Measurement.of(GATEWAYS, id, "ApplicationGatewayTotalTime", mean)));
    var hosts = look.pods().stream().filter(this::serves).toList();
    long healthy = hosts.stream().filter(AlertMeasures::ready).count();
    measured.add(Measurement.of(GATEWAYS, id, "HealthyHostCount", healthy));
    measured.add(Measurement.of(GATEWAYS, id, "UnhealthyHostCount", hosts.size() - healthy));
  }

  private OptionalDouble mean(String metric, List<KubeObject> all) {
    return all.stream()
        .flatMap(pod ->
            Optional.ofNullable(pods.custom(pod.namespace(), pod.name()).get(metric)).stream())
        .mapToDouble(Double::doubleValue)
        .average();
  }

  private boolean serves(KubeObject pod) {
    return "application".equals(pod.labels().getOrDefault("tier", ""))
        && pod.namespace().equals(blueprint.cluster().namespace());
  }

  private static boolean ready(KubeObject pod) {
    for (var condition : pod.status().path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  private static long restarts(KubeObject pod) {
    long sum = 0;
    for (var container : pod.status().path("containerStatuses")) {
      sum += container.path("restartCount").asLong();
    }
    return sum;
  }
}
