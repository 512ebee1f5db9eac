package io.pilothouse.deployer.values;

import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The document's alert rules that a Prometheus of the cluster can watch: those on what services say
 * of themselves and on what Kubernetes says of their pods. What only Azure measures, such as a
 * server's connections, is left to Azure's own alerts.
 */
final class ServiceAlerts {
  /** The metrics that the chart has an expression for; its schema lists the same. */
  private static final Set<String> MEASURED =
      Set.of(
          "failed_requests",
          "avg_response_time",
          "pod_restarts",
          "cpu_utilization",
          "memory_utilization",
          "requests_per_second",
          "queue_length",
          "active_connections",
          "cache_hit_ratio");

  private ServiceAlerts() {}

  static List<ChartValues.Alerts.Rule> of(Blueprint blueprint) {
    return blueprint.services().isEmpty()
        ? List.of()
        : blueprint.alertRules().stream()
            .filter(rule -> MEASURED.contains(rule.metric()))
            .map(ServiceAlerts::rule)
            .toList();
  }

  private static ChartValues.Alerts.Rule rule(AlertRule rule) {
    return new ChartValues.Alerts.Rule(
        rule.id(),
        rule.name(),
        rule.severity().name().toLowerCase(Locale.ROOT),
        rule.metric(),
        rule.comparison().name().toLowerCase(Locale.ROOT),
        rule.threshold(),
        rule.unit(),
        window(rule.window()));
  }

  private static String window(Duration window) {
    return window.toSecondsPart() == 0 ? window.toMinutes() + "m" : window.toSeconds() + "s";
  }
}
