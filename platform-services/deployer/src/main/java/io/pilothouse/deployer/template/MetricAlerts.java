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

  /** Writes the alert of a rule. @param scope id of the resource that is watched */
  void write(
      AlertRule rule,
      String scope,
      String metric,
      String aggregation,
      String operator,
      double threshold) {
    Duration window = window(rule);
    List<String> told = groups.of(rule);
    var before = new ArrayList<>(told);
    before.add(scope);
    draft.add(
        ResourceType.METRIC_ALERT,
        draft.names().of(ResourceType.METRIC_ALERT, "alert", rule.id()),
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

  /** The shortest that Azure has and that is no shorter than the rule's. */
  Duration window(AlertRule rule) {
    Duration window =
        WINDOWS.stream()
            .filter(w -> w.compareTo(rule.window()) >= 0)
            .findFirst()
            .orElse(WINDOWS.getLast());
    if (!window.equals(rule.window())) {
      draft.correct(rule.id(), "window", window, "alert-window", rule.window(), window);
    }
    return window;
  }
}
