package io.pilothouse.azureconnector;

import io.pilothouse.operations.port.WriteProbe.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What became of a probe's numbered writes. Times of gaps are those of a monotonic clock, so that a
 * clock that is set meanwhile makes no gap. Thread-safe.
 */
final class WriteLedger {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All guarded by lock.
  private final BitSet acknowledged = new BitSet();
  private long failed;
  private long lastAcknowledgedNanos = -1;
  private long longestGapNanos;
  private Instant lastBegan = Instant.MIN;
  private Optional<String> address = Optional.empty();
  private Optional<Long> lost = Optional.empty();

  /** A commit was acknowledged. @param began when the write began; @param nanos when it ended */
  void acknowledged(int number, Instant began, long nanos) {
    lock.lock();
    try {
      acknowledged.set(number);
      if (lastAcknowledgedNanos >= 0) {
        longestGapNanos = Math.max(longestGapNanos, nanos - lastAcknowledgedNanos);
      }
      lastAcknowledgedNanos = nanos;
      lastBegan = began;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void failed() {
    lock.lock();
    try {
      failed++;
    } finally {
      lock.unlock();
    }
  }

  void answeredBy(Optional<String> serverAddress) {
    lock.lock();
    try {
      address = serverAddress;
    } finally {
      lock.unlock();
    }
  }

  /** Counts the acknowledged rows that are not among those that are there. */
  void counted(BitSet there) {
    lock.lock();
    try {
      var missing = (BitSet) acknowledged.clone();
      missing.andNot(there);
      lost = Optional.of((long) missing.cardinality());
    } finally {
      lock.unlock();
    }
  }

  boolean awaitWriteAfter(Instant moment, Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (!lastBegan.isAfter(moment)) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  Measured measured() {
    lock.lock();
    try {
      return new Measured(
          acknowledged.cardinality(),
          failed,
          TimeUnit.NANOSECONDS.toMillis(longestGapNanos),
          lost,
          address);
    } finally {
      lock.unlock();
    }
  }
}
