package io.pilothouse.serviceruntime.messaging;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets messages be handled until it is shut, and then waits for those inside. A message that comes
 * after is held until the consumer has stopped, and not handled. It is not given back either, since
 * the consumer that is about to stop would only be handed it again: it comes to another when its
 * lock ends.
 */
final class HandlerGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by {@link #lock}. */
  private int inside;

  /** Guarded by {@link #lock}. */
  private boolean shut;

  /** Guarded by {@link #lock}. */
  private boolean stopped;

  /** How often it was opened. Guarded by {@link #lock}. */
  private int openings;

  /** False when the message is to be left alone. */
  boolean enter() {
    lock.lock();
    try {
      if (shut) {
        for (int now = openings; now == openings && !stopped; ) {
          changed.awaitUninterruptibly();
        }
        return false;
      }
      inside++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      inside--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Shuts the gate and waits. False when somebody is inside still after that time. */
  boolean shut(Duration patience) {
    lock.lock();
    try {
      shut = true;
      long left = patience.toNanos();
      while (inside > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      return inside == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** The consumer has stopped: lets go of what is held. */
  void stopped() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void open() {
    lock.lock();
    try {
      shut = false;
      stopped = false;
      openings++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
