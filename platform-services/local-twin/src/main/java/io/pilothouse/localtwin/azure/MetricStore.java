package io.pilothouse.localtwin.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Samples by the minute, kept for a day. Thread-safe. */
final class MetricStore {
  private static final Duration KEPT = Duration.ofHours(24);

  /** One time series. @param resource resource manager id in lower case */
  private record Key(String resource, String metric, Map<String, String> dimensions) {}

  /** A series of one combination of dimensions. @param minutes by epoch minute */
  record Points(Map<String, String> dimensions, NavigableMap<Long, MinuteAggregate> minutes) {}

  private final ConcurrentMap<Key, NavigableMap<Long, MinuteAggregate>> series =
      new ConcurrentHashMap<>();

  void add(String resource, Sample sample, Instant at) {
    long minute = at.getEpochSecond() / 60;
    var key = new Key(lower(resource), lower(sample.metric()), Map.copyOf(sample.dimensions()));
    series.compute(
        key,
        (k, known) -> {
          NavigableMap<Long, MinuteAggregate> minutes = known == null ? new TreeMap<>() : known;
          minutes.merge(minute, MinuteAggregate.of(sample.value()), MinuteAggregate::and);
          minutes.headMap(minute - KEPT.toMinutes()).clear();
          return minutes;
        });
  }

  /** The series of a metric between two moments, the first included, the second not. */
  List<Points> read(String resource, String metric, Instant from, Instant to) {
    long first = from.getEpochSecond() / 60;
    long last = (to.getEpochSecond() + 59) / 60;
    return series.keySet().stream()
        .filter(k -> k.resource().equals(lower(resource)) && k.metric().equals(lower(metric)))
        .map(k -> new Points(k.dimensions(), copy(k, first, last)))
        .toList();
  }

  private NavigableMap<Long, MinuteAggregate> copy(Key key, long first, long last) {
    NavigableMap<Long, MinuteAggregate> copy = new TreeMap<>();
    // Under the same lock as the writer's, so that a tree is never read while it changes.
    series.computeIfPresent(
        key,
        (k, minutes) -> {
          if (first < last) {
            copy.putAll(minutes.subMap(first, true, last, false));
          }
          return minutes;
        });
    return copy;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
