package io.pilothouse.operations.alerting;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates a blueprint's alert rules, and those that follow from its objectives, over what is
 * known now. Pure: the same book, estate and history give the same next book.
 */
public final class AlertRules {
  private static final double HYSTERESIS = 0.05;

  private AlertRules() {}

  /** The book after this moment. */
  public static AlertBook evaluate(
      AlertBook book, Blueprint blueprint, Estate estate, MeasurementHistory history) {
    var readings = new ServiceReadings(blueprint, estate, history);
    var rules = new ArrayList<Rule>();
    blueprint.alertRules().forEach(r -> rules.add(rule(r, readings.of(r))));
    rules.addAll(new ObjectiveRules(blueprint, estate, history).rules());
    return book.evaluate(rules, estate.now());
  }

  /** A metric as the document calls it; the usual ones have words of ours in other languages. */
  private static Sentence documented(String metric) {
    return switch (metric) {
      case "pod_restarts" -> Sentence.of("operations.metric.pod-restarts");
      case "cpu_utilization" -> Sentence.of("operations.metric.cpu-utilization");
      case "memory_utilization" -> Sentence.of("operations.metric.memory-utilization");
      case "response_time" -> Sentence.of("operations.metric.response-time");
      case "failed_requests" -> Sentence.of("operations.metric.failed-requests");
      default -> Sentence.verbatim(metric);
    };
  }

  private static Rule rule(AlertRule rule, List<Reading> readings) {
    boolean counted = rule.metric().equals("pod_restarts");
    return new Rule(
        rule.id(),
        Sentence.verbatim(rule.name()),
        rule.severity(),
        documented(rule.metric()),
        rule.comparison(),
        rule.threshold(),
        rule.unit(),
        counted ? Duration.ZERO : rule.window(),
        rule.window(),
        HYSTERESIS,
        rule.channels(),
        readings);
  }
}
