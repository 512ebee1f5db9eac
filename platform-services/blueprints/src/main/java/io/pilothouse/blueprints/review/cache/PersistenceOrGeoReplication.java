package io.pilothouse.blueprints.review.cache;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Cache;
import java.util.stream.Stream;

/** Geo-replicated caches are not persisted. */
public final class PersistenceOrGeoReplication implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "redis-persistence-geo-replication",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-geo-replication#geo-replication-prerequisites");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return Persistent.in(design)
        .filter(Cache::geoReplication)
        .map(c -> Occurrence.of(c, design.source(c, "geoReplication")));
  }
}
