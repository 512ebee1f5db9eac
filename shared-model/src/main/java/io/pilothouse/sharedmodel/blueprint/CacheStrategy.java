package io.pilothouse.sharedmodel.blueprint;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How services cache: a local tier, a distributed tier, and time-to-live by pattern.
 *
 * @param hitRatioTarget between 0 and 1
 */
public record CacheStrategy(
    Optional<Tier> local,
    Optional<Tier> distributed,
    List<Pattern> patterns,
    Optional<Double> hitRatioTarget,
    Optional<Source> source) {
  public CacheStrategy {
    patterns = Lists.orEmpty(patterns);
  }

  /**
   * One tier. @param technology such as Caffeine; @param maximumEntries absent where memory is the
   * limit
   */
  public record Tier(
      String technology,
      Duration timeToLive,
      Optional<Integer> maximumEntries,
      Optional<String> evictionPolicy,
      Optional<String> partitioning) {}

  /**
   * A kind of cached value with a time-to-live of its own. @param name such as {@code user_session}
   */
  public record Pattern(String name, Duration timeToLive, Optional<Source> source) {}
}
