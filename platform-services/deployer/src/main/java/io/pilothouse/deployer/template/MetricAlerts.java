package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.AlertRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Alerts on metrics that Azure measures by itself. */
final class MetricAlerts {
  /** Windows that metric alerts have. */
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofHours(24));

  private final Draft draft;
  private final ActionGroups groups;

  MetricAlerts(Draft draft, ActionGroups groups) {
    this.draft = draft;
    this.groups = groups;
  }

  /** Writes a rule's alert on each of some resources. @param scopes their ids */
  void write(
      AlertRule rule,
      List<String> scopes,
      String metric,
      String aggregation,
      String operator,
      double threshold) {
    Duration window = window(rule, WINDOWS);
    List<String> told = groups.of(rule);
    for (String scope : scopes) {
      String of = scopes.size() == 1 ? "" : "-" + scope.substring(scope.lastIndexOf('/') + 1);
      write(rule, rule.id() + of, scope, metric, aggregation, operator, threshold, window, told);
    }
  }

  private void write(
      AlertRule rule,
      String name,
      String scope,
      String metric,
      String aggregation,
      String operator,
      double threshold,
      Duration window,
      List<String> told) {
    var before = new ArrayList<>(told);
    before.add(scope);
    draft.add(
        ResourceType.METRIC_ALERT,
        draft.names().of(ResourceType.METRIC_ALERT, "alert", name),
        Optional.empty(),
        before,
        Json.object(
            "properties",
            Json.object(
                "description",
                rule.name(),
                "severity",
                AlertResources.severity(rule),
                "enabled",
                true,
                "scopes",
                List.of(scope),
                "evaluationFrequency",
                "PT1M",
                "windowSize",
                window.toString(),
                "autoMitigate",
                true,
                "criteria",
                Json.object(
                    "odata.type",
                    "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
                    "allOf",
                    List.of(
                        Json.object(
                            "criterionType",
                            "StaticThresholdCriterion",
                            "name",
                            metric,
                            "metricName",
                            metric,
                            "operator",
                            operator,
                            "threshold",
                            threshold,
                            "timeAggregation",
                            aggregation))),
                "actions",
                told.stream().map(id -> Json.object("actionGroupId", id)).toList())));
  }

  /** The shortest of those that Azure has that is no shorter than the rule's. */
  Duration window(AlertRule rule, List<Duration> windows) {
    Duration window =
        windows.stream()
            .filter(w -> w.compareTo(rule.window()) >= 0)
            .findFirst()
            .orElse(windows.getLast());
    if (!window.equals(rule.window())) {
      draft.correct(rule.id(), "window", window, "alert-window", rule.window(), window);
    }
    return window;
  }
}
