package io.pilothouse.operations.health;

import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.signal.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The share of reads that a cache answered, over the last minutes: hits divided by hits and misses
 * of those moments for which both were counted.
 *
 * @param ratio between 0 and 1
 * @param reads hits and misses
 * @param until the newest moment in it
 */
public record HitRatio(double ratio, double reads, Instant until) {
  /** How far back it looks. */
  public static final Duration WINDOW = Duration.ofMinutes(5);

  /** The ratio of a resource whose metrics are counts per interval; absent without any read. */
  public static Optional<HitRatio> of(
      MeasurementHistory history, ResourceId cache, String hits, String misses, Instant now) {
    Instant from = now.minus(WINDOW);
    List<Series.Point> hitPoints = history.between(cache, hits, from, now);
    Map<Instant, Double> missPoints =
        history.between(cache, misses, from, now).stream()
            .collect(Collectors.toMap(Series.Point::at, Series.Point::value, (a, b) -> b));
    double hitSum = 0;
    double missSum = 0;
    Instant until = Instant.MIN;
    for (Series.Point hit : hitPoints) {
      Double missed = missPoints.get(hit.at());
      if (missed != null) {
        hitSum += hit.value();
        missSum += missed;
        until = hit.at();
      }
    }
    double reads = hitSum + missSum;
    return reads > 0 ? Optional.of(new HitRatio(hitSum / reads, reads, until)) : Optional.empty();
  }
}
