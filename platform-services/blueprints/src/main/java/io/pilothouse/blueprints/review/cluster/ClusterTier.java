package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Set;
import java.util.stream.Stream;

/** AKS has three tiers. */
public final class ClusterTier implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "cluster-tier",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var cluster = design.blueprint().cluster();
    return cluster
        .tier()
        .filter(t -> !Set.of("Free", "Standard", "Premium").contains(t))
        .map(t -> Occurrence.of(cluster, design.source(cluster, "tier"), t))
        .stream();
  }
}
