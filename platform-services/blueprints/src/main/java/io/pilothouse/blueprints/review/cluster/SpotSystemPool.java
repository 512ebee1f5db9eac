package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** The first pool of a cluster is no spot pool. */
public final class SpotSystemPool implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "spot-system-pool",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/aks/spot-node-pool#limitations");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var pools = design.blueprint().cluster().nodePools();
    boolean all = !pools.isEmpty() && pools.stream().allMatch(p -> p.spot().orElse(false));
    return pools.stream()
        .filter(p -> p.spot().orElse(false) && (p.mode().equals("System") || all))
        .map(p -> Occurrence.of(p, design.source(p, "spot")));
  }
}
