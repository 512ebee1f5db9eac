package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.estate.MetricAlertRule;
import io.pilothouse.sharedmodel.estate.Observed;
import java.util.Optional;

/** Threshold, direction, window, severity and state of an alert rule of Azure Monitor. */
final class AlertRuleCheck implements Check<AlertRule, MetricAlertRule> {
  @Override
  public void check(
      AlertRule declared, Observed<MetricAlertRule> live, LiveSide side, Comparison say) {
    MetricAlertRule rule = live.value();
    Optional<MetricAlertRule.Condition> condition = rule.conditions().stream().findFirst();
    say.equal(
        "threshold",
        Value.of(declared.threshold()),
        condition.flatMap(MetricAlertRule.Condition::threshold).map(Value::of),
        "properties.criteria.threshold");
    say.equal(
        "comparison",
        Value.word(declared.comparison().name()),
        condition.map(c ->
            Value.word(
                c.operator().startsWith("GreaterThan")
                    ? "ABOVE"
                    : c.operator().startsWith("LessThan") ? "BELOW" : c.operator())),
        "properties.criteria.operator");
    say.equal(
        "window",
        Value.of(declared.window()),
        rule.window().map(Value::of),
        "properties.windowSize");
    boolean critical = rule.severity() <= 1;
    say.equal(
        "severity",
        Value.word(declared.severity().name()),
        Optional.of(Value.word(critical ? "CRITICAL" : "WARNING")),
        "properties.severity " + rule.severity());
    if (!rule.enabled()) {
      say.absent("enabled", "", Value.of(true), "properties.enabled");
    }
  }
}
