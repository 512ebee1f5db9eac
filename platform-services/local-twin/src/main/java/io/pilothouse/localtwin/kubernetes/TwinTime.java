package io.pilothouse.localtwin.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The time of a twin's control plane: what time it is, and what is to be done later. */
public interface TwinTime extends InstantSource {

  /** A task that has not run yet. */
  interface Pending {
    void cancel();
  }

  /** Runs the task once after the delay, on a thread of this time's own; the task must be short. */
  Pending after(Duration delay, Runnable task);

  /** Time as a clock tells it, with tasks on the executor. */
  static TwinTime of(InstantSource clock, ScheduledExecutorService executor) {
    return new TwinTime() {
      @Override
      public Instant instant() {
        return clock.instant();
      }

      @Override
      public Pending after(Duration delay, Runnable task) {
        ScheduledFuture<?> future =
            executor.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
      }
    };
  }
}
