package io.pilothouse.blueprints.review.cache;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Cache;
import java.util.stream.Stream;

/** Only the newest snapshot of a cache is kept. */
public final class SnapshotRetention implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "redis-snapshot-retention",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-persistence");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return Persistent.in(design)
        .flatMap(c ->
            c.persistence().flatMap(Cache.Persistence::snapshotRetentionDays).stream()
                .map(days -> Occurrence.of(c, Persistent.source(design, c), days)));
  }
}
