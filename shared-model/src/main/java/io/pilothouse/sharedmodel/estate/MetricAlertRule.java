package io.pilothouse.sharedmodel.estate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A metric alert rule of Azure Monitor.
 *
 * @param severity 0 critical, 1 error, 2 warning, 3 informational, 4 verbose
 * @param scopes ids of the resources that it watches
 * @param window over which the values are aggregated
 * @param frequency how often it is evaluated
 * @param conditions all must hold
 * @param actionGroups ids of the groups that are told
 */
public record MetricAlertRule(
    ResourceId id,
    String name,
    String resourceGroup,
    Map<String, String> tags,
    Optional<String> description,
    int severity,
    boolean enabled,
    List<ResourceId> scopes,
    Optional<Duration> window,
    Optional<Duration> frequency,
    List<Condition> conditions,
    List<ResourceId> actionGroups)
    implements Resource {
  public MetricAlertRule {
    tags = Map.copyOf(tags);
    scopes = List.copyOf(scopes);
    conditions = List.copyOf(conditions);
    actionGroups = List.copyOf(actionGroups);
  }

  /**
   * One condition.
   *
   * @param aggregation Average, Minimum, Maximum, Total or Count
   * @param operator GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual, Equals…
   * @param threshold in the metric's unit; absent where Monitor finds it by itself
   * @param dimensions values by dimension, empty for all
   */
  public record Condition(
      String metric,
      Optional<String> metricNamespace,
      String aggregation,
      String operator,
      Optional<Double> threshold,
      Map<String, List<String>> dimensions) {
    public Condition {
      dimensions = Map.copyOf(dimensions);
    }
  }
}
