package io.pilothouse.serviceruntime.cache;

import java.time.Duration;
import java.util.Map;

/**
 * How much a two-tier cache keeps, and for how long.
 *
 * @param localTimeToLive how long the process keeps a value; also the longest time that one
 *     instance may serve a value that another instance has changed
 * @param localMaximumEntries entries the process keeps before it evicts
 * @param sharedTimeToLive how long Redis keeps a value whose pattern has no figure of its own
 * @param sharedTimeToLiveByPattern the figures of single patterns
 * @param jitter the share, 0 to 0.5, by which a time to live may be shorter than the figure, drawn
 *     per entry, so that values loaded together do not expire together
 */
public record CachePolicy(
    Duration localTimeToLive,
    int localMaximumEntries,
    Duration sharedTimeToLive,
    Map<String, Duration> sharedTimeToLiveByPattern,
    double jitter) {

  /** The share by which a time to live is shortened at most, when nothing else is said. */
  public static final double DEFAULT_JITTER = 0.1;

  public CachePolicy {
    sharedTimeToLiveByPattern = Map.copyOf(sharedTimeToLiveByPattern);
    requirePositive("localTimeToLive", localTimeToLive);
    requirePositive("sharedTimeToLive", sharedTimeToLive);
    sharedTimeToLiveByPattern.forEach(CachePolicy::requirePositive);
    if (localMaximumEntries < 1) {
      throw new IllegalArgumentException(
          "localMaximumEntries must be at least 1, got " + localMaximumEntries);
    }
    if (!(jitter >= 0 && jitter <= 0.5)) {
      throw new IllegalArgumentException("jitter must be from 0 to 0.5, got " + jitter);
    }
  }

  /**
   * The figures of the family's production documents: 5 minutes and 2,000 entries in the process,
   * 30 minutes in Redis, and four patterns of their own.
   */
  public static CachePolicy documented() {
    return new CachePolicy(
        Duration.ofMinutes(5),
        2_000,
        Duration.ofMinutes(30),
        Map.of(
            "user_session", Duration.ofMinutes(30),
            "location_data", Duration.ofHours(4),
            "ai_results", Duration.ofHours(1),
            "static_content", Duration.ofHours(24)),
        DEFAULT_JITTER);
  }

  /** How long Redis keeps values of a pattern, before jitter. */
  public Duration sharedTimeToLive(String pattern) {
    return sharedTimeToLiveByPattern.getOrDefault(pattern, sharedTimeToLive);
  }

  /**
   * A time to live shortened by its share of the jitter.
   *
   * @param draw a number from 0 (inclusive) to 1 (exclusive)
   */
  Duration jittered(Duration timeToLive, double draw) {
    return Duration.ofNanos(Math.max(1L, (long) (timeToLive.toNanos() * (1.0 - jitter * draw))));
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
