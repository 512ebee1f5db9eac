package io.pilothouse.domainservice.resource;

import io.pilothouse.serviceruntime.cache.CacheKey;
import io.pilothouse.serviceruntime.cache.TwoTierCache;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The two cache tiers before the table of resources; without a cache in the document every read
 * goes to the table.
 *
 * <p>After a change the new state is put into the shared tier at once, a deletion as an absence:
 * the next reader would else fill the cache from a replica that has not seen the change yet.
 */
public final class ResourceCache {
  private final Optional<TwoTierCache<Optional<DomainResource>>> tiers;
  private final String pattern;

  public ResourceCache(Optional<TwoTierCache<Optional<DomainResource>>> tiers, String pattern) {
    this.tiers = tiers;
    this.pattern = pattern;
  }

  /**
   * The resource, from the nearest tier that has it.
   *
   * @param load reads it from the database; an absence found there is not kept
   * @throws ResourceProblem if there is none
   */
  DomainResource get(UUID id, Supplier<Optional<DomainResource>> load) {
    Supplier<DomainResource> loaded =
        () -> load.get().orElseThrow(() -> ResourceProblem.notFound(id));
    return tiers.isEmpty()
        ? loaded.get()
        : tiers
            .get()
            .get(key(id), key -> Optional.of(loaded.get()))
            .orElseThrow(() -> ResourceProblem.notFound(id));
  }

  /** The state after a change that was committed. */
  void changed(UUID id, Optional<DomainResource> now) {
    tiers.ifPresent(cache -> {
      cache.invalidate(key(id));
      cache.warm(key(id), now);
    });
  }

  private CacheKey key(UUID id) {
    return new CacheKey(pattern, id.toString());
  }
}
