package io.pilothouse.sharedmodel.blueprint;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An alert rule as the document states it.
 *
 * @param metric the document's name of the metric, such as {@code failed_requests}
 * @param threshold in {@code unit}
 * @param unit such as percent, seconds, count
 * @param window over which the condition must hold, or within which it is counted
 * @param channels who is told, such as Teams or PagerDuty; or an action, such as auto-scale
 */
public record AlertRule(
    String id,
    String name,
    Severity severity,
    String metric,
    Comparison comparison,
    double threshold,
    String unit,
    Duration window,
    List<String> channels,
    Optional<Source> source) {
  public AlertRule {
    channels = Lists.orEmpty(channels);
  }

  /** How bad it is when the rule fires. */
  public enum Severity {
    CRITICAL,
    WARNING
  }

  /** How the metric is held against the threshold. */
  public enum Comparison {
    ABOVE,
    BELOW
  }
}
