package io.pilothouse.localtwin.azure;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the metric alert rules of the resource manager over the recorded metrics, each at its
 * own frequency, and has their action groups told when one fires or resolves. A rule that was
 * disabled or deleted is not looked at any more; what it fired stays as it is.
 */
final class AlertMonitor {
  private static final Logger log = LoggerFactory.getLogger(AlertMonitor.class);
  static final String RULES = "Microsoft.Insights/metricAlerts";

  /** A rule's standing with one resource. */
  private record Key(String rule, String scope) {}

  private final AzureScope scope;
  private final ResourceStore store;
  private final AlertEvaluation.Series series;
  private final FiredAlerts alerts;
  private final ActionGroups groups;
  private final Clock clock;
  private final Map<Key, AlertStanding> standings = new HashMap<>(); // confined to look()
  private final Map<String, Instant> evaluated = new HashMap<>(); // confined to look()

  AlertMonitor(
      AzureScope scope,
      ResourceStore store,
      AlertEvaluation.Series series,
      FiredAlerts alerts,
      ActionGroups groups,
      Clock clock) {
    this.scope = scope;
    this.store = store;
    this.series = series;
    this.alerts = alerts;
    this.groups = groups;
    this.clock = clock;
  }

  /** Evaluates the rules that are due. One thread at a time. */
  synchronized void look() {
    Instant now = clock.instant();
    List<MetricAlert> rules =
        store.below(scope.resourceGroupId() + "/providers/" + RULES + "/").stream()
            .map(MetricAlert::of)
            .filter(MetricAlert::enabled)
            .toList();
    evaluated.keySet().retainAll(rules.stream().map(MetricAlert::id).toList());
    for (MetricAlert rule : rules) {
      Optional<Instant> last = Optional.ofNullable(evaluated.get(rule.id()));
      if (last.isEmpty() || !now.isBefore(last.get().plus(rule.frequency()))) {
        evaluated.put(rule.id(), now);
        rule.scopes().forEach(target -> evaluate(rule, target, now));
      }
    }
  }

  private void evaluate(MetricAlert rule, String target, Instant now) {
    Optional<AlertEvaluation> found = AlertEvaluation.of(rule, target, series, now);
    if (found.isEmpty()) {
      return;
    }
    AlertEvaluation evaluation = found.get();
    var key = new Key(rule.id(), target);
    AlertStanding standing = standings.getOrDefault(key, AlertStanding.CALM);
    AlertStanding next =
        switch (standing.change(evaluation.met(), rule.autoMitigate())) {
          case NONE -> standing.evaluated(evaluation.met());
          case FIRES -> fire(rule, target, evaluation, now);
          case RESOLVES -> resolve(standing, rule, evaluation, now);
        };
    standings.put(key, next);
  }

  private AlertStanding fire(
      MetricAlert rule, String target, AlertEvaluation evaluation, Instant now) {
    FiredAlert alert =
        FiredAlert.created(
            UUID.randomUUID().toString(), rule, target, AlertShapes.context(rule, evaluation), now);
    alerts.add(alert);
    tell(alert, evaluation);
    return new AlertStanding(alert.id(), 0);
  }

  private AlertStanding resolve(
      AlertStanding standing, MetricAlert rule, AlertEvaluation evaluation, Instant now) {
    alerts
        .change(
            standing.alert(), alert -> alert.resolved(AlertShapes.context(rule, evaluation), now))
        .ifPresent(alert -> tell(alert, evaluation));
    return AlertStanding.CALM;
  }

  private void tell(FiredAlert alert, AlertEvaluation evaluation) {
    log.info(
        "alert={} condition={} target={} value={}",
        alert.rule().name(),
        alert.condition(),
        alert.target(),
        evaluation.readings().getFirst().value());
    groups.tell(alert);
  }
}
