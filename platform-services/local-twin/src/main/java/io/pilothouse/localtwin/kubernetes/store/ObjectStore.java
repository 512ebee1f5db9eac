package io.pilothouse.localtwin.kubernetes.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The versioned store behind the API server, the part of etcd and of the watch cache. One counter
 * numbers every change; an update names the revision that it read and loses when another came
 * between. Safe for any thread; a change is visible to reads, watches and listeners in one step.
 */
public final class ObjectStore {
  private final int changesKept;
  private final ReentrantLock lock = new ReentrantLock();
  // All below are guarded by lock.
  private final Map<StorageKind, NavigableMap<ObjectKey, KubeObject>> objects = new HashMap<>();
  private final Map<StorageKind, ChangeLog> logs = new HashMap<>();
  private final Map<StorageKind, List<Watch>> watches = new HashMap<>();
  private final Map<String, Map<String, KubeObject>> dependents = new HashMap<>();
  private long revision = 1;
  private final List<Consumer<ObjectChange>> listeners = new CopyOnWriteArrayList<>();

  /**
   * An empty store.
   *
   * @param changesKept changes of each kind that a watch can go back
   */
  public ObjectStore(int changesKept) {
    this.changesKept = changesKept;
  }

  /**
   * Registers who is told of every change, in order, on the changing thread: it must only take
   * note.
   */
  public void listen(Consumer<ObjectChange> listener) {
    listeners.add(listener);
  }

  public Optional<KubeObject> get(StorageKind storage, ObjectKey key) {
    return locked(() -> Optional.ofNullable(of(storage).get(key)));
  }

  /**
   * Adds an object; its resourceVersion is set here.
   *
   * @throws ApiFailure already exists
   */
  public KubeObject create(StorageKind storage, ObjectNode tree) {
    return locked(() -> {
      ObjectKey key = KubeObject.of(tree).key();
      if (of(storage).containsKey(key)) {
        throw ApiFailure.alreadyExists(storage.group(), storage.plural(), key.name());
      }
      KubeObject created = stamped(tree);
      of(storage).put(key, created);
      index(created);
      publish(storage, ObjectChange.Type.ADDED, Optional.empty(), created);
      return created;
    });
  }

  /**
   * Replaces the version that the caller read.
   *
   * @throws ApiFailure not found, or conflict when the object has changed since
   */
  public KubeObject update(StorageKind storage, KubeObject read, ObjectNode tree) {
    return locked(() -> {
      KubeObject current = unchanged(storage, read);
      KubeObject updated = stamped(tree);
      of(storage).put(current.key(), updated);
      unindex(current);
      index(updated);
      publish(storage, ObjectChange.Type.MODIFIED, Optional.of(current), updated);
      return updated;
    });
  }

  /**
   * Removes the version that the caller read; returns the last version, numbered by the deletion.
   *
   * @throws ApiFailure not found, or conflict when the object has changed since
   */
  public KubeObject delete(StorageKind storage, KubeObject read) {
    return locked(() -> {
      KubeObject current = unchanged(storage, read);
      of(storage).remove(current.key());
      unindex(current);
      KubeObject last = stamped(current.copy());
      publish(storage, ObjectChange.Type.DELETED, Optional.of(current), last);
      return last;
    });
  }

  private KubeObject unchanged(StorageKind storage, KubeObject read) {
    KubeObject current = of(storage).get(read.key());
    if (current == null) {
      throw ApiFailure.notFound(storage.group(), storage.plural(), read.name());
    }
    if (current.resourceVersion() != read.resourceVersion()) {
      throw ApiFailure.modified(storage.group(), storage.plural(), read.name());
    }
    return current;
  }

  /** All objects that match, by namespace and name. */
  public List<KubeObject> list(StorageKind storage, Selection selection) {
    return list(storage, selection, 0, "").items();
  }

  /**
   * A page of a list.
   *
   * @param limit objects a page, 0 for no limit
   * @param continuation the token of the page before, or empty
   * @throws ApiFailure expired, when the list began before what the store remembers
   */
  public ListPage list(StorageKind storage, Selection selection, int limit, String continuation) {
    return locked(() -> {
      NavigableMap<ObjectKey, KubeObject> all = of(storage);
      long listRevision = revision;
      if (!continuation.isEmpty()) {
        Continuation from = Continuation.parse(continuation);
        if (!log(storage).reachesBackTo(from.revision())) {
          throw ApiFailure.expired(
              "The provided continue parameter is too old to display a consistent list"
                  + " result.");
        }
        listRevision = from.revision();
        all = all.tailMap(from.after(), false);
      }
      List<KubeObject> page = new ArrayList<>();
      long behind = 0;
      for (KubeObject object : all.values()) {
        if (!selection.contains(object)) {
          continue;
        }
        if (limit > 0 && page.size() == limit) {
          behind++;
        } else {
          page.add(object);
        }
      }
      return behind == 0
          ? new ListPage(page, listRevision, "", OptionalLong.empty())
          : new ListPage(
              page,
              listRevision,
              new Continuation(listRevision, page.getLast().key()).token(),
              OptionalLong.of(behind));
    });
  }

  /**
   * Watches the changes after a revision.
   *
   * @throws ApiFailure expired, when the store no longer remembers them
   */
  public Watch watch(StorageKind storage, Selection selection, long afterRevision) {
    return locked(() -> {
      // A revision from the future was given out by another store: the reader must list again.
      if (!log(storage).reachesBackTo(afterRevision) || afterRevision > revision) {
        throw ApiFailure.expired(
            "too old resource version: " + afterRevision + " (" + revision + ")");
      }
      Watch watch = new Watch(this, storage, selection);
      log(storage).after(afterRevision).forEach(watch::offer);
      watches.computeIfAbsent(storage, kind -> new ArrayList<>()).add(watch);
      return watch;
    });
  }

  /** What exists for this owner, over all kinds. */
  public List<KubeObject> dependentsOf(String ownerUid) {
    return locked(() -> List.copyOf(dependents.getOrDefault(ownerUid, Map.of()).values()));
  }

  /** The revision of the last change. */
  public long revision() {
    return locked(() -> revision);
  }

  Optional<Long> revisionIf(BooleanSupplier condition) {
    return locked(() -> condition.getAsBoolean() ? Optional.of(revision) : Optional.empty());
  }

  void forget(Watch watch) {
    locked(() -> watches.getOrDefault(watch.storage(), new ArrayList<>()).remove(watch));
  }

  private KubeObject stamped(ObjectNode tree) {
    revision++;
    Json.child(tree, "metadata").put("resourceVersion", Long.toString(revision));
    return KubeObject.of(tree);
  }

  private void publish(
      StorageKind storage, ObjectChange.Type type, Optional<KubeObject> before, KubeObject after) {
    ObjectChange change = new ObjectChange(storage, type, revision, before, after);
    log(storage).append(change);
    watches.getOrDefault(storage, List.of()).forEach(watch -> watch.offer(change));
    listeners.forEach(listener -> listener.accept(change));
  }

  private void index(KubeObject object) {
    object
        .owners()
        .forEach(owner ->
            dependents
                .computeIfAbsent(owner.uid(), uid -> new LinkedHashMap<>())
                .put(object.uid(), object));
  }

  private void unindex(KubeObject object) {
    object
        .owners()
        .forEach(owner ->
            dependents.computeIfPresent(
                owner.uid(),
                (uid, owned) -> {
                  owned.remove(object.uid());
                  return owned.isEmpty() ? null : owned;
                }));
  }

  private NavigableMap<ObjectKey, KubeObject> of(StorageKind storage) {
    return objects.computeIfAbsent(storage, kind -> new TreeMap<>());
  }

  private ChangeLog log(StorageKind storage) {
    return logs.computeIfAbsent(storage, kind -> new ChangeLog(changesKept));
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
