package io.pilothouse.domainservice.resource;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What the service does with its resources. Reads go through the cache and to replicas; a change,
 * the note of it for others, and its idempotency key are one transaction on the primary. Safe for
 * concurrent use.
 */
public final class Resources {
  private final ResourceStore store;
  private final IdempotencyKeys keys;
  private final ResourceCache cache;
  private final ResourceChanges changes;
  private final ResourceIds ids;
  private final TransactionOperations writing;
  private final TransactionOperations reading;
  private final InstantSource clock;

  /**
   * @param writing transactions on the primary
   * @param reading read-only ones, which a replica may answer
   */
  public Resources(
      ResourceStore store,
      IdempotencyKeys keys,
      ResourceCache cache,
      ResourceChanges changes,
      ResourceIds ids,
      TransactionOperations writing,
      TransactionOperations reading,
      InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.cache = cache;
    this.changes = changes;
    this.ids = ids;
    this.writing = writing;
    this.reading = reading;
    this.clock = clock;
  }

  /**
   * What a creation came to. @param repeated whether an earlier request with the same key made it
   */
  public record Creation(DomainResource resource, boolean repeated) {}

  /** A page of a list. @param next the id to go on after; empty at the end */
  public record Page(List<DomainResource> items, Optional<UUID> next) {
    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * Makes a resource.
   *
   * @param request under which key; empty if the caller gives none
   */
  public Creation create(
      String owner, Map<String, Object> document, Optional<IdempotencyKeys.Request> request) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var fresh = new DomainResource(ids.next(), owner, document, 1, now, now);
    Creation creation =
        inTransaction(
            writing,
            () -> {
              Optional<IdempotencyKeys.Earlier> earlier =
                  request.flatMap(r -> keys.take(r, fresh.id(), now));
              if (earlier.isPresent()) {
                return repeated(earlier.get(), request.orElseThrow());
              }
              store.insert(fresh);
              changes.record(ResourceChanges.Kind.CREATED, fresh);
              return new Creation(fresh, false);
            });
    if (!creation.repeated()) {
      cache.changed(fresh.id(), Optional.of(fresh));
    }
    return creation;
  }

  /**
   * @throws ResourceProblem if there is none
   */
  public DomainResource get(UUID id) {
    return cache.get(id, () -> inTransaction(reading, () -> store.find(id)));
  }

  /**
   * A page in the order of creation.
   *
   * @param limit 1 to 200
   */
  public Page list(Optional<String> owner, Optional<UUID> after, int limit) {
    List<DomainResource> found = inTransaction(reading, () -> store.page(owner, after, limit + 1));
    return found.size() <= limit
        ? new Page(found, Optional.empty())
        : new Page(found.subList(0, limit), Optional.of(found.get(limit - 1).id()));
  }

  /**
   * Replaces a resource's document.
   *
   * @param expected the version that the caller has seen; empty: whichever it is
   * @throws ResourceProblem if there is none, or it is at another version
   */
  public DomainResource replace(UUID id, Map<String, Object> document, OptionalLong expected) {
    DomainResource changed =
        inTransaction(
            writing,
            () -> {
              DomainResource before = locked(id, expected);
              var after =
                  new DomainResource(
                      id,
                      before.owner(),
                      document,
                      before.version() + 1,
                      before.createdAt(),
                      clock.instant().truncatedTo(ChronoUnit.MICROS));
              store.replace(after);
              changes.record(ResourceChanges.Kind.CHANGED, after);
              return after;
            });
    cache.changed(id, Optional.of(changed));
    return changed;
  }

  /** Deletes one. @throws ResourceProblem as {@link #replace} */
  public void delete(UUID id, OptionalLong expected) {
    inTransaction(
        writing,
        () -> {
          DomainResource before = locked(id, expected);
          store.delete(id);
          changes.record(ResourceChanges.Kind.DELETED, before);
          return before;
        });
    cache.changed(id, Optional.empty());
  }

  private Creation repeated(IdempotencyKeys.Earlier earlier, IdempotencyKeys.Request request) {
    if (!earlier.digest().equals(request.digest())) {
      throw ResourceProblem.keyReused();
    }
    return new Creation(
        store
            .find(earlier.resource())
            .orElseThrow(() -> ResourceProblem.notFound(earlier.resource())),
        true);
  }

  private DomainResource locked(UUID id, OptionalLong expected) {
    DomainResource before = store.lock(id).orElseThrow(() -> ResourceProblem.notFound(id));
    if (expected.isPresent() && expected.getAsLong() != before.version()) {
      throw ResourceProblem.versionMismatch(id, before.version());
    }
    return before;
  }

  private static <T> T inTransaction(TransactionOperations transaction, Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }
}
