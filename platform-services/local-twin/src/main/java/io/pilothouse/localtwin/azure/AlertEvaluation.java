package io.pilothouse.localtwin.azure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule found at one of its evaluations. Pure.
 *
 * @param met whether every condition was met, by one of its series each
 * @param readings what decided, one for each condition
 */
record AlertEvaluation(boolean met, Instant from, Instant to, List<Reading> readings) {
  AlertEvaluation {
    readings = List.copyOf(readings);
  }

  /** The value of one series. */
  record Reading(MetricAlert.Condition condition, Map<String, String> dimensions, double value) {
    boolean met() {
      return condition.met(value);
    }
  }

  /** Where the recorded series are. */
  interface Series {
    List<MetricStore.Points> read(String resource, String metric, Instant from, Instant to);
  }

  /** Empty while a condition has no value at all: then nothing is decided. */
  static Optional<AlertEvaluation> of(MetricAlert rule, String scope, Series series, Instant now) {
    Instant from = now.minus(rule.window());
    var readings = new ArrayList<Reading>();
    for (MetricAlert.Condition condition : rule.conditions()) {
      List<Reading> found = readings(condition, series.read(scope, condition.metric(), from, now));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      readings.add(found.stream().filter(Reading::met).findFirst().orElse(found.getFirst()));
    }
    boolean met = !readings.isEmpty() && readings.stream().allMatch(Reading::met);
    return readings.isEmpty()
        ? Optional.empty()
        : Optional.of(new AlertEvaluation(met, from, now, readings));
  }

  private static List<Reading> readings(
      MetricAlert.Condition condition, List<MetricStore.Points> stored) {
    var split = new java.util.LinkedHashMap<String, String>();
    condition.dimensions().keySet().forEach(name -> split.put(name, "*"));
    var readings = new ArrayList<Reading>();
    for (MetricStore.Points points : new DimensionFilter(split).apply(stored)) {
      if (wanted(condition, points.dimensions())) {
        points.minutes().values().stream()
            .reduce(MinuteAggregate::and)
            .ifPresent(all ->
                readings.add(
                    new Reading(
                        condition, points.dimensions(), value(condition.aggregation(), all))));
      }
    }
    return readings;
  }

  private static boolean wanted(MetricAlert.Condition condition, Map<String, String> dimensions) {
    return condition.dimensions().entrySet().stream()
        .allMatch(d ->
            d.getValue().isEmpty()
                || d.getValue().contains("*")
                || d.getValue().stream()
                    .anyMatch(v -> v.equalsIgnoreCase(dimensions.getOrDefault(d.getKey(), ""))));
  }

  private static double value(String aggregation, MinuteAggregate all) {
    return switch (aggregation) {
      case "minimum" -> all.minimum();
      case "maximum" -> all.maximum();
      case "total" -> all.total();
      case "count" -> all.count();
      default -> all.average();
    };
  }
}
