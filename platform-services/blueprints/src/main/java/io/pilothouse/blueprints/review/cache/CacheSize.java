package io.pilothouse.blueprints.review.cache;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Map;
import java.util.stream.Stream;

/** A size name stands for one amount of memory. */
public final class CacheSize implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "redis-size",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-overview#service-tiers");

  private static final Map<String, Double> GIGABYTES =
      Map.ofEntries(
          Map.entry("C0", 0.25),
          Map.entry("C1", 1.0),
          Map.entry("C2", 2.5),
          Map.entry("C3", 6.0),
          Map.entry("C4", 13.0),
          Map.entry("C5", 26.0),
          Map.entry("C6", 53.0),
          Map.entry("P1", 6.0),
          Map.entry("P2", 13.0),
          Map.entry("P3", 26.0),
          Map.entry("P4", 53.0),
          Map.entry("P5", 120.0));

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .azureCaches()
        .filter(c -> c.capacity().filter(GIGABYTES::containsKey).isPresent())
        .filter(c -> c.memoryGigabytes().isPresent())
        .flatMap(c -> {
          String size = c.capacity().orElseThrow();
          double offered = GIGABYTES.getOrDefault(size, 0.0);
          double stated = c.memoryGigabytes().orElseThrow();
          return Math.abs(offered - stated) > offered / 10
              ? Stream.of(
                  Occurrence.of(
                      c,
                      design.source(c, "capacity"),
                      size,
                      Design.plain(stated),
                      Design.plain(offered)))
              : Stream.<Occurrence>of();
        });
  }
}
