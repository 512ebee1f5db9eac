package io.pilothouse.serviceruntime.cache;

import java.util.HashMap;
import java.util.Map;

/**
 * What a cache counted since its start.
 *
 * @param byPattern reads by pattern
 * @param localEntries entries the process holds now
 * @param localEvictions entries the process gave up for lack of room
 * @param localExpirations entries the process gave up for their age
 */
public record CacheSnapshot(
    Map<String, TierCounts> byPattern,
    long localEntries,
    long localEvictions,
    long localExpirations) {

  /** Nothing counted. */
  public static final CacheSnapshot NONE = new CacheSnapshot(Map.of(), 0, 0, 0);

  public CacheSnapshot {
    byPattern = Map.copyOf(byPattern);
  }

  /** Reads of all patterns together. */
  public TierCounts total() {
    return byPattern.values().stream().reduce(TierCounts.NONE, TierCounts::plus);
  }

  /** The figures of two caches together, as of the instances of one service. */
  public CacheSnapshot plus(CacheSnapshot other) {
    var sum = new HashMap<>(byPattern);
    other.byPattern.forEach((pattern, counts) -> sum.merge(pattern, counts, TierCounts::plus));
    return new CacheSnapshot(
        sum,
        localEntries + other.localEntries,
        localEvictions + other.localEvictions,
        localExpirations + other.localExpirations);
  }
}
