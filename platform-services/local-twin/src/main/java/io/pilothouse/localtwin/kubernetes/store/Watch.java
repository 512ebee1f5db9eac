package io.pilothouse.localtwin.kubernetes.store;

import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The changes of one kind from a revision on, in order and without a gap. One thread reads it; a
 * reader that falls too far behind is cut with {@code 410 Expired}, as a real watch cache does.
 */
public final class Watch implements AutoCloseable {
  private static final int CAPACITY = 20_000;

  private final ObjectStore store;
  private final StorageKind storage;
  private final Selection selection;
  private final LinkedBlockingQueue<ObjectChange> pending = new LinkedBlockingQueue<>(CAPACITY);
  private final AtomicBoolean overflowed = new AtomicBoolean();

  Watch(ObjectStore store, StorageKind storage, Selection selection) {
    this.store = store;
    this.storage = storage;
    this.selection = selection;
  }

  /** Called by the store under its lock. */
  void offer(ObjectChange change) {
    selection
        .seen(change)
        .ifPresent(seen -> {
          if (!pending.offer(seen)) {
            overflowed.set(true);
          }
        });
  }

  /**
   * The next change, or nothing when none came in time.
   *
   * @throws ApiFailure expired, when changes were lost
   */
  public Optional<ObjectChange> next(Duration patience) throws InterruptedException {
    Optional<ObjectChange> change =
        Optional.ofNullable(pending.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    if (change.isEmpty() && overflowed.get()) {
      throw ApiFailure.expired("too old resource version: the watch fell behind");
    }
    return change;
  }

  /** Whether a change waits to be read. */
  public boolean hasNext() {
    return !pending.isEmpty();
  }

  /**
   * A revision up to which the reader has seen everything, for a bookmark; nothing while it lags.
   */
  public Optional<Long> caughtUpTo() {
    return store.revisionIf(pending::isEmpty);
  }

  StorageKind storage() {
    return storage;
  }

  @Override
  public void close() {
    store.forget(this);
  }
}
