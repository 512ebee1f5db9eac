package io.pilothouse.serviceruntime.metrics;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets so many requests be worked on at once; others wait in order of arrival, so many at most and
 * so long at most. On virtual threads nothing else limits them, and all would wait for the same few
 * database connections. Safe for concurrent use.
 */
public final class RequestGate {

  private final Semaphore permits;
  private final int queue;
  private final Duration patience;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * Opens.
   *
   * @param atOnce requests worked on at once
   * @param queue requests that may wait
   * @param patience how long each may wait
   */
  public RequestGate(int atOnce, int queue, Duration patience) {
    this.permits = new Semaphore(atOnce, true);
    this.queue = queue;
    this.patience = patience;
  }

  /** Waits for its turn; false when there is no room or it did not come in time. */
  public boolean enter() {
    if (permits.tryAcquire()) {
      return true;
    }
    try {
      if (waiting.incrementAndGet() > queue) {
        return false;
      }
      return permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** A request that entered is done; from any thread. */
  public void leave() {
    permits.release();
  }

  /** Requests that wait. */
  public int waiting() {
    return waiting.get();
  }
}
