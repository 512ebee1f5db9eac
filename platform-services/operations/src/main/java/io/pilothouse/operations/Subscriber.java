package io.pilothouse.operations;

import io.pilothouse.sharedmodel.stream.Frame;
import io.pilothouse.sharedmodel.stream.Session.Subscription;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener with a virtual thread of its own and room for one frame: a newer frame takes the
 * place of one that was not delivered yet, but a heartbeat never that of a state.
 */
final class Subscriber implements Subscription {
  private static final Logger log = LoggerFactory.getLogger(Subscriber.class);

  private final Consumer<Frame> listener;
  private final Consumer<Subscriber> onClose;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by the lock. */
  private @Nullable Frame next;

  /** Guarded by the lock: the newest revision that was offered; an older one is not delivered. */
  private long newest = -1;

  /** Guarded by the lock. */
  private boolean closed;

  Subscriber(Consumer<Frame> listener, Consumer<Subscriber> onClose) {
    this.listener = listener;
    this.onClose = onClose;
  }

  void start() {
    Thread.ofVirtual().name("pilothouse-subscriber").start(this::deliver);
  }

  void offer(Frame frame) {
    lock.lock();
    try {
      boolean newer =
          switch (frame) {
            case Frame.Full full -> full.state().revision() > newest;
            case Frame.Heartbeat beat -> next == null && beat.revision() == newest;
          };
      if (newer) {
        next = frame;
        newest = frame instanceof Frame.Full full ? full.state().revision() : newest;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void deliver() {
    while (true) {
      Frame frame;
      try {
        frame = take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (frame == null) {
        return;
      }
      try {
        listener.accept(frame);
      } catch (RuntimeException e) {
        log.warn("subscriber failed on a frame; it gets the next one: {}", e.toString());
      }
    }
  }

  private @Nullable Frame take() throws InterruptedException {
    lock.lock();
    try {
      while (next == null && !closed) {
        changed.await();
      }
      Frame frame = closed ? null : next;
      next = null;
      return frame;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    onClose.accept(this);
  }
}
