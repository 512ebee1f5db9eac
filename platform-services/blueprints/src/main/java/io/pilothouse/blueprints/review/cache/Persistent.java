package io.pilothouse.blueprints.review.cache;

import io.pilothouse.blueprints.review.Design;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.Optional;
import java.util.stream.Stream;

/** Azure's caches whose data is meant to be kept. */
final class Persistent {
  private Persistent() {}

  static Stream<Cache> in(Design design) {
    return design.azureCaches().filter(c -> c.persistence().isPresent());
  }

  static Optional<Source> source(Design design, Cache cache) {
    return cache
        .persistence()
        .flatMap(Cache.Persistence::source)
        .or(() -> design.source(cache, "persistence"));
  }
}
