package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A metric alert rule as its resource says it: conditions with static thresholds, all of which must
 * be met.
 *
 * @param scopes ids of the resources that it watches
 * @param frequency how often it is evaluated, at least 15 s
 * @param window over which the metric is aggregated, at least a minute
 * @param autoMitigate whether it is resolved by itself
 * @param actionGroups ids of those who are told
 */
record MetricAlert(
    String id,
    String name,
    int severity,
    boolean enabled,
    String description,
    List<String> scopes,
    Duration frequency,
    Duration window,
    String criteriaType,
    List<Condition> conditions,
    boolean autoMitigate,
    List<String> actionGroups) {

  /** The finest that is worth it here: samples come every few seconds. */
  private static final Duration SHORTEST = Duration.ofSeconds(15);

  /**
   * A static threshold.
   *
   * @param aggregation in lower case: average, minimum, maximum, total, count
   * @param dimensions values by name; without any the metric's series are one
   */
  record Condition(
      String metric,
      String namespace,
      String operator,
      double threshold,
      String aggregation,
      Map<String, List<String>> dimensions) {

    /** Whether a value meets it. */
    boolean met(double value) {
      return switch (operator) {
        case "GreaterThan" -> value > threshold;
        case "GreaterThanOrEqual", "GreaterOrLessThan" -> value >= threshold;
        case "LessThan" -> value < threshold;
        case "LessThanOrEqual" -> value <= threshold;
        case "Equals" -> value == threshold;
        default -> false;
      };
    }
  }

  static MetricAlert of(ObjectNode resource) {
    JsonNode properties = resource.path("properties");
    JsonNode criteria = properties.path("criteria");
    var conditions = new ArrayList<Condition>();
    criteria.path("allOf").forEach(condition -> conditions.add(condition(condition)));
    var groups = new ArrayList<String>();
    properties
        .path("actions")
        .forEach(action -> groups.add(action.path("actionGroupId").asText("")));
    return new MetricAlert(
        resource.path("id").asText(),
        resource.path("name").asText(),
        properties.path("severity").asInt(4),
        properties.path("enabled").asBoolean(true),
        properties.path("description").asText(""),
        texts(properties.path("scopes")),
        longest(duration(properties.path("evaluationFrequency").asText("PT1M")), SHORTEST),
        longest(duration(properties.path("windowSize").asText("PT5M")), Duration.ofMinutes(1)),
        criteria.path("odata.type").asText("").replaceFirst("^.*\\.", ""),
        List.copyOf(conditions),
        properties.path("autoMitigate").asBoolean(true),
        List.copyOf(groups));
  }

  private static Condition condition(JsonNode json) {
    Map<String, List<String>> dimensions = new LinkedHashMap<>();
    json.path("dimensions")
        .forEach(d -> dimensions.put(d.path("name").asText(), texts(d.path("values"))));
    return new Condition(
        json.path("metricName").asText(),
        json.path("metricNamespace").asText(""),
        json.path("operator").asText(""),
        json.path("threshold").asDouble(),
        json.path("timeAggregation").asText("Average").toLowerCase(java.util.Locale.ROOT),
        dimensions);
  }

  private static List<String> texts(JsonNode array) {
    var all = new ArrayList<String>();
    array.forEach(element -> all.add(element.asText()));
    return List.copyOf(all);
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      return Duration.ofMinutes(1);
    }
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
