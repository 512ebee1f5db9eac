package io.pilothouse.serviceruntime.cache;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Runs work that nobody waits for on virtual threads, so many at once and no queue: what does not
 * fit is refused, since a refresh that would wait is better asked for again by a later read.
 */
public final class BackgroundLoads implements Executor {

  private final Semaphore permits;

  private BackgroundLoads(int atOnce) {
    permits = new Semaphore(atOnce);
  }

  /** At most so many at once. */
  public static BackgroundLoads atMost(int atOnce) {
    return new BackgroundLoads(atOnce);
  }

  /**
   * Starts the work.
   *
   * @throws RejectedExecutionException if as many run as may
   */
  @Override
  public void execute(Runnable work) {
    if (!permits.tryAcquire()) {
      throw new RejectedExecutionException("as many background loads run as may");
    }
    Thread.ofVirtual()
        .name("cache-background-load")
        .start(() -> {
          try {
            work.run();
          } finally {
            permits.release();
          }
        });
  }
}
