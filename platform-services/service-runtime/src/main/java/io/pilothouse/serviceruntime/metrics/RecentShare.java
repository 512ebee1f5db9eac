package io.pilothouse.serviceruntime.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * Which share of something that is counted since a start came in the last seconds, such as the
 * reads that a replica answered.
 *
 * <p>Safe for concurrent use.
 */
public final class RecentShare {

  private static final Duration WINDOW = Duration.ofSeconds(15);

  /** Guarded by this. */
  private final Deque<Reading> readings = new ArrayDeque<>();

  /**
   * The share, 0 to 1, of at most the last 15 seconds and at least since the last call; empty when
   * nothing was counted. To be called each second or so.
   *
   * @param part counted since the start
   * @param whole counted since the start, the part included
   */
  public synchronized OptionalDouble upTo(Instant now, long part, long whole) {
    Reading before = readings.isEmpty() ? new Reading(now, 0, 0) : readings.getFirst();
    readings.addLast(new Reading(now, part, whole));
    while (readings.size() > 1
        && Duration.between(readings.getFirst().at(), now).compareTo(WINDOW) > 0) {
      readings.removeFirst();
    }
    long counted = whole - before.whole();
    return counted == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) (part - before.part()) / counted);
  }

  /** Counts at a moment. */
  private record Reading(Instant at, long part, long whole) {}
}
