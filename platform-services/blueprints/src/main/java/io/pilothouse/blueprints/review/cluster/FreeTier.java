package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** The Free tier promises no availability. */
public final class FreeTier implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "free-tier",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers#uptime-sla-terms-and-conditions");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var cluster = design.blueprint().cluster();
    return design
        .blueprint()
        .objectives()
        .availability()
        .filter(a -> a >= 0.999 && cluster.tier().filter("Free"::equals).isPresent())
        .map(a -> Occurrence.of(cluster, design.source(cluster, "tier"), Design.percent(a)))
        .stream();
  }
}
