package io.pilothouse.serviceruntime.metrics;

import java.time.InstantSource;

/**
 * Events per second over the last whole seconds, at most ten of them.
 *
 * <p>Safe for concurrent use.
 */
public final class RateMeter {

  private static final int WINDOW_SECONDS = 10;

  private final InstantSource clock;
  private final long startedAt;
  private final long[] counts = new long[WINDOW_SECONDS + 1];
  private final long[] seconds = new long[WINDOW_SECONDS + 1];

  public RateMeter(InstantSource clock) {
    this.clock = clock;
    this.startedAt = clock.instant().getEpochSecond();
  }

  /** Counts one event now. */
  public synchronized void mark() {
    long second = clock.instant().getEpochSecond();
    int slot = Math.floorMod(second, counts.length);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      counts[slot] = 0;
    }
    counts[slot]++;
  }

  /** Events per second, without the second that is not over. */
  public synchronized double perSecond() {
    long now = clock.instant().getEpochSecond();
    long sum = 0;
    for (int slot = 0; slot < counts.length; slot++) {
      if (seconds[slot] < now && seconds[slot] >= now - WINDOW_SECONDS) {
        sum += counts[slot];
      }
    }
    return (double) sum / Math.clamp(now - startedAt, 1, WINDOW_SECONDS);
  }
}
