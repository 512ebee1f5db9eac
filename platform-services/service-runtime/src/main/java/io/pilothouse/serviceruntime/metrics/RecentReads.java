package io.pilothouse.serviceruntime.metrics;

import io.pilothouse.serviceruntime.cache.CacheSnapshot;
import io.pilothouse.serviceruntime.cache.TierCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the cache reads of the last seconds, from a cache's counts since its start.
 *
 * <p>Safe for concurrent use.
 */
public final class RecentReads {

  private static final Duration WINDOW = Duration.ofSeconds(15);

  /** Guarded by this. */
  private final Deque<Reading> readings = new ArrayDeque<>();

  /** Takes a reading; to be called each second or so. */
  public synchronized void keep(Instant now, CacheSnapshot counted) {
    readings.addLast(new Reading(now, counted.byPattern()));
    while (readings.size() > 1
        && Duration.between(readings.getFirst().at(), now).compareTo(WINDOW) > 0) {
      readings.removeFirst();
    }
  }

  /** Reads by pattern, of at most the last 15 seconds and at least since the last reading. */
  public synchronized Map<String, TierCounts> upTo(CacheSnapshot counted) {
    Map<String, TierCounts> before =
        readings.isEmpty() ? Map.of() : readings.getFirst().byPattern();
    var recent = new TreeMap<String, TierCounts>();
    counted
        .byPattern()
        .forEach((pattern, counts) ->
            recent.put(pattern, counts.since(before.getOrDefault(pattern, TierCounts.NONE))));
    return recent;
  }

  /** Counts at a moment. */
  private record Reading(Instant at, Map<String, TierCounts> byPattern) {}
}
