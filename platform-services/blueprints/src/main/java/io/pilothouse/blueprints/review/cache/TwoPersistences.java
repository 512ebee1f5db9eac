package io.pilothouse.blueprints.review.cache;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Cache;
import java.util.stream.Stream;

/** A Premium cache persists by snapshots or by a log, not by both. */
public final class TwoPersistences implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "redis-two-persistences",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-persistence#can-i-enable-aof-and-rdb-persistence-at-the-same-time");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return Persistent.in(design)
        .filter(c -> persistence(c).snapshotInterval().isPresent() && persistence(c).appendOnly())
        .map(c -> Occurrence.of(c, Persistent.source(design, c)));
  }

  private static Cache.Persistence persistence(Cache cache) {
    return cache.persistence().orElseThrow();
  }
}
