package io.pilothouse.blueprints.review.cache;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.Retirement;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Azure Cache for Redis is being retired in favour of Azure Managed Redis. */
public final class RedisRetirement implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "redis-retirement",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/azure-cache-for-redis/retirement-faq");

  private static final Retirement ENTERPRISE = Retirement.on(2027, 3, 31);
  private static final Retirement OTHERS = Retirement.on(2028, 9, 30);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .azureCaches()
        .flatMap(c -> {
          Retirement end = c.tier().startsWith("Enterprise") ? ENTERPRISE : OTHERS;
          return end.inSight(design.date())
              ? Stream.of(
                  Occurrence.of(c, design.source(c, "tier"), c.tier(), end.when(design.date()))
                      .as(end.severity(design.date())))
              : Stream.<Occurrence>of();
        });
  }
}
