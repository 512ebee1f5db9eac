package io.pilothouse.localtwin.postgres;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what PostgreSQL announces nowhere and has to be asked. */
final class Waiting {

  private Waiting() {}

  /** Asks until the answer is yes; false if it was still no in the end, or if interrupted. */
  static boolean until(Duration atMost, Duration every, BooleanSupplier condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(every.toNanos());
    }
    return true;
  }
}
