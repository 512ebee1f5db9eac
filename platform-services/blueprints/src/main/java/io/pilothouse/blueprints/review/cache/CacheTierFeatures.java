package io.pilothouse.blueprints.review.cache;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Clustering, persistence and geo-replication are of the Premium tier. */
public final class CacheTierFeatures implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "redis-tier-features",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-overview#feature-comparison");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .azureCaches()
        .filter(c -> c.tier().equals("Basic") || c.tier().equals("Standard"))
        .filter(c ->
            c.clustering() && design.states(c.id(), "clustering")
                || c.persistence().isPresent()
                || c.geoReplication() && design.states(c.id(), "geoReplication"))
        .map(c -> Occurrence.of(c, design.source(c, "tier"), c.tier()));
  }
}
