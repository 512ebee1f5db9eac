package io.pilothouse.serviceruntime.cache;

import java.time.Duration;
import java.util.Map;

/**
 * How much a two-tier cache keeps, and for how long.
 *
 * @param localTimeToLive how long the process keeps a value; without an invalidation channel also
 *     the longest time that one instance may serve a value that another instance has changed
 * @param localMaximumEntries entries the process keeps before it evicts
 * @param sharedTimeToLive how long Redis keeps a value whose pattern has no figure of its own
 * @param sharedTimeToLiveByPattern the figures of single patterns
 * @param jitter the share, 0 to 0.5, by which a time to live may be shorter than the figure, drawn
 *     per entry, so that values loaded together do not expire together
 * @param staleFor how long after its time to live a value may still be served while it is loaded
 *     anew in the background; zero for never
 * @param negativeTimeToLive how long both tiers remember that there is no such value; never longer
 *     than a value's own time to live
 */
public record CachePolicy(
    Duration localTimeToLive,
    int localMaximumEntries,
    Duration sharedTimeToLive,
    Map<String, Duration> sharedTimeToLiveByPattern,
    double jitter,
    Duration staleFor,
    Duration negativeTimeToLive) {

  /** The share by which a time to live is shortened at most, when nothing else is said. */
  public static final double DEFAULT_JITTER = 0.1;

  /** How long an absence is remembered, when nothing else is said. */
  public static final Duration DEFAULT_NEGATIVE_TIME_TO_LIVE = Duration.ofSeconds(30);

  public CachePolicy {
    sharedTimeToLiveByPattern = Map.copyOf(sharedTimeToLiveByPattern);
    requirePositive("localTimeToLive", localTimeToLive);
    requirePositive("sharedTimeToLive", sharedTimeToLive);
    requirePositive("negativeTimeToLive", negativeTimeToLive);
    sharedTimeToLiveByPattern.forEach(CachePolicy::requirePositive);
    if (localMaximumEntries < 1) {
      throw new IllegalArgumentException(
          "localMaximumEntries must be at least 1, got " + localMaximumEntries);
    }
    if (!(jitter >= 0 && jitter <= 0.5)) {
      throw new IllegalArgumentException("jitter must be from 0 to 0.5, got " + jitter);
    }
    if (staleFor.isNegative()) {
      throw new IllegalArgumentException("staleFor must not be negative, got " + staleFor);
    }
  }

  /** A policy that serves nothing stale. */
  public CachePolicy(
      Duration localTimeToLive,
      int localMaximumEntries,
      Duration sharedTimeToLive,
      Map<String, Duration> sharedTimeToLiveByPattern,
      double jitter) {
    this(
        localTimeToLive,
        localMaximumEntries,
        sharedTimeToLive,
        sharedTimeToLiveByPattern,
        jitter,
        Duration.ZERO,
        DEFAULT_NEGATIVE_TIME_TO_LIVE);
  }

  /**
   * The figures of the family's production documents: 5 minutes and 2,000 entries in the process,
   * 30 minutes in Redis, and four patterns of their own. They say nothing of stale values, so none
   * is served.
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

  /** The same, but a value may be served this much longer while it is loaded anew. */
  public CachePolicy servingStaleFor(Duration time) {
    return new CachePolicy(
        localTimeToLive,
        localMaximumEntries,
        sharedTimeToLive,
        sharedTimeToLiveByPattern,
        jitter,
        time,
        negativeTimeToLive);
  }

  /** How long Redis keeps values of a pattern, before jitter. */
  public Duration sharedTimeToLive(String pattern) {
    return sharedTimeToLiveByPattern.getOrDefault(pattern, sharedTimeToLive);
  }

  /** How long the process keeps a value, or that there is none, before jitter. */
  Duration localTimeToLive(boolean absent) {
    return absent ? shorter(negativeTimeToLive, localTimeToLive) : localTimeToLive;
  }

  /** How long Redis keeps a value of a pattern, or that there is none, before jitter. */
  Duration sharedTimeToLive(String pattern, boolean absent) {
    var timeToLive = sharedTimeToLive(pattern);
    return absent ? shorter(negativeTimeToLive, timeToLive) : timeToLive;
  }

  /** How long a value is served beyond its time; an absence is not: it is cheap to find again. */
  Duration staleFor(boolean absent) {
    return absent ? Duration.ZERO : staleFor;
  }

  /**
   * A time to live shortened by its share of the jitter.
   *
   * @param draw a number from 0 (inclusive) to 1 (exclusive)
   */
  Duration jittered(Duration timeToLive, double draw) {
    return Duration.ofNanos(Math.max(1L, (long) (timeToLive.toNanos() * (1.0 - jitter * draw))));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
