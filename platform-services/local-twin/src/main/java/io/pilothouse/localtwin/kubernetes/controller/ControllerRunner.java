package io.pilothouse.localtwin.kubernetes.controller;

import io.pilothouse.localtwin.kubernetes.TwinTime;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the controllers on one thread, over one queue of distinct keys. A key that is asked for
 * while it waits is looked at once; a failure is tried again after a pause that doubles.
 */
public final class ControllerRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerRunner.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private record Work(Controller controller, ObjectKey key) {}

  private record Later(Instant due, TwinTime.Pending task) {}

  private final List<Controller> controllers;
  private final TwinTime time;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by lock.
  private final LinkedHashSet<Work> queue = new LinkedHashSet<>();
  private final Map<Work, Later> later = new HashMap<>();
  private final Map<Work, Duration> pauses = new HashMap<>();
  private boolean closed;

  /** Begins to run the controllers; each is shown every change of the store from now on. */
  public ControllerRunner(List<Controller> controllers, ObjectStore store, TwinTime time) {
    this.controllers = List.copyOf(controllers);
    this.time = time;
    this.thread = Thread.ofVirtual().name("kubernetes-controllers").unstarted(this::run);
    store.listen(this::changed);
    thread.start();
  }

  private void changed(ObjectChange change) {
    for (Controller controller : controllers) {
      controller.concerns(change).forEach(key -> enqueue(controller, key));
    }
  }

  /** Looks at a key now. */
  public void enqueue(Controller controller, ObjectKey key) {
    locked(() -> queue.add(new Work(controller, key)));
  }

  private void enqueueAfter(Work work, Duration delay) {
    Instant due = time.instant().plus(delay);
    locked(() -> {
      Later waiting = later.get(work);
      if (waiting != null && !due.isBefore(waiting.due())) {
        return;
      }
      if (waiting != null) {
        waiting.task().cancel();
      }
      later.put(work, new Later(due, time.after(delay, () -> due(work))));
    });
  }

  private void due(Work work) {
    locked(() -> {
      later.remove(work);
      queue.add(work);
    });
  }

  private void run() {
    @Nullable Work work = next();
    while (work != null) {
      work(work);
      work = next();
    }
  }

  private @Nullable Work next() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        return null;
      }
      return queue.removeFirst();
    } finally {
      lock.unlock();
    }
  }

  private void work(Work work) {
    try {
      Optional<Duration> again = work.controller().reconcile(work.key());
      locked(() -> pauses.remove(work));
      again.ifPresent(delay -> enqueueAfter(work, delay));
    } catch (ApiFailure refused) {
      boolean raced = refused.code() == 409 || refused.code() == 404;
      if (!raced) {
        LOG.warn(
            "controller={} key={} refused=\"{}\"",
            work.controller().name(),
            work.key(),
            refused.getMessage());
      }
      enqueueAfter(work, pause(work));
    } catch (RuntimeException broken) {
      LOG.error("controller={} key={} failed", work.controller().name(), work.key(), broken);
      enqueueAfter(work, pause(work));
    }
  }

  private Duration pause(Work work) {
    lock.lock();
    try {
      Duration pause = pauses.getOrDefault(work, FIRST_PAUSE);
      Duration doubled = pause.multipliedBy(2);
      pauses.put(work, doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
      return pause;
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    locked(() -> {
      closed = true;
      later.values().forEach(waiting -> waiting.task().cancel());
      later.clear();
    });
  }
}
