package io.pilothouse.blueprints.review.cache;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** Persisted data is restored into the same cache only. */
public final class PersistenceIsNoBackup implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "redis-persistence-is-no-backup",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-persistence");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    Optional<String> other = design.blueprint().region().disasterRecovery();
    return Persistent.in(design)
        .filter(c -> other.isPresent() && !c.geoReplication())
        .map(c -> Occurrence.of(c, Persistent.source(design, c), other.orElseThrow()));
  }
}
