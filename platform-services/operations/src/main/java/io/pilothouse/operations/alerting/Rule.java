package io.pilothouse.operations.alerting;

import io.pilothouse.sharedmodel.blueprint.AlertRule.Comparison;
import io.pilothouse.sharedmodel.blueprint.AlertRule.Severity;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.List;

/**
 * A rule as it is evaluated.
 *
 * @param id the blueprint's rule, or {@code objective:…} for one that follows from an objective
 * @param metric for sentences
 * @param hold how long the condition must hold; zero where the reading counts over a window itself
 * @param within the window that sentences name
 * @param hysteresis share of the threshold by which the value must come back before it is resolved
 * @param readings what the metric is now, for each subject
 */
record Rule(
    String id,
    Sentence name,
    Severity severity,
    Sentence metric,
    Comparison comparison,
    double threshold,
    String unit,
    Duration hold,
    Duration within,
    double hysteresis,
    List<String> channels,
    List<Reading> readings) {
  Rule {
    channels = List.copyOf(channels);
    readings = List.copyOf(readings);
  }

  boolean breachedBy(double value) {
    return switch (comparison) {
      case ABOVE -> value > threshold;
      case BELOW -> value < threshold;
    };
  }

  /** Whether a value is far enough on the good side to end an alert. */
  boolean clearedBy(double value) {
    return switch (comparison) {
      case ABOVE -> value <= threshold * (1 - hysteresis);
      case BELOW -> value >= threshold * (1 + hysteresis);
    };
  }
}
