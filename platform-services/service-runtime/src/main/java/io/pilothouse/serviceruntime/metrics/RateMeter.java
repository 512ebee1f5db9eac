package io.pilothouse.serviceruntime.metrics;

import java.time.InstantSource;

/**
 * Events, or amounts, per second over the last whole seconds, at most ten of them.
 *
 * <p>Safe for concurrent use.
 */
public final class RateMeter {

  private static final int WINDOW_SECONDS = 10;

  private final InstantSource clock;
  private final long startedAt;
  private final double[] amounts = new double[WINDOW_SECONDS + 1];
  private final long[] seconds = new long[WINDOW_SECONDS + 1];

  public RateMeter(InstantSource clock) {
    this.clock = clock;
    this.startedAt = clock.instant().getEpochSecond();
  }

  /** Counts one event now. */
  public void mark() {
    add(1);
  }

  /** Counts an amount now. */
  public synchronized void add(double amount) {
    long second = clock.instant().getEpochSecond();
    int slot = Math.floorMod(second, amounts.length);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      amounts[slot] = 0;
    }
    amounts[slot] += amount;
  }

  /** Events or amounts per second, without the second that is not over. */
  public synchronized double perSecond() {
    long now = clock.instant().getEpochSecond();
    double sum = 0;
    for (int slot = 0; slot < amounts.length; slot++) {
      if (seconds[slot] < now && seconds[slot] >= now - WINDOW_SECONDS) {
        sum += amounts[slot];
      }
    }
    return sum / Math.clamp(now - startedAt, 1, WINDOW_SECONDS);
  }
}
