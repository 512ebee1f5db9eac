package io.pilothouse.localtwin.azure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Monitor's {@code $filter}: {@code dimension eq 'value'} terms joined by {@code and}; the value
 * {@code *} splits by the dimension. Without a filter all series of a metric are one.
 */
record DimensionFilter(Map<String, String> terms) {
  private static final Pattern TERM = Pattern.compile("(?i)^\\s*(\\w+)\\s+eq\\s+'([^']*)'\\s*$");

  static DimensionFilter parse(String filter) {
    Map<String, String> terms = new LinkedHashMap<>();
    if (filter.isBlank()) {
      return new DimensionFilter(terms);
    }
    for (String term : filter.split("(?i)\\s+and\\s+")) {
      Matcher matcher = TERM.matcher(term);
      if (!matcher.matches()) {
        throw new Arm.Failure(
            400, "BadRequest", "The filter '%s' is not understood.".formatted(filter));
      }
      terms.put(matcher.group(1), matcher.group(2));
    }
    return new DimensionFilter(terms);
  }

  /** The series that it names, split by what it names. */
  List<MetricStore.Points> apply(List<MetricStore.Points> stored) {
    Map<Map<String, String>, NavigableMap<Long, MinuteAggregate>> merged = new LinkedHashMap<>();
    for (MetricStore.Points points : stored) {
      Map<String, String> kept = new LinkedHashMap<>();
      boolean wanted = true;
      for (var term : terms.entrySet()) {
        String value = value(points.dimensions(), term.getKey());
        wanted &= term.getValue().equals("*") || term.getValue().equalsIgnoreCase(value);
        kept.put(term.getKey(), value);
      }
      if (wanted) {
        var into = merged.computeIfAbsent(kept, k -> new TreeMap<>());
        points
            .minutes()
            .forEach((minute, value) -> into.merge(minute, value, MinuteAggregate::and));
      }
    }
    List<MetricStore.Points> result = new ArrayList<>();
    merged.forEach(
        (dimensions, minutes) -> result.add(new MetricStore.Points(dimensions, minutes)));
    return result;
  }

  private static String value(Map<String, String> dimensions, String name) {
    return dimensions.entrySet().stream()
        .filter(d -> d.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
