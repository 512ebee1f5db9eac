package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** A system pool keeps applications away. */
public final class SystemPoolTaint implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "system-pool-taint",
          Severity.ADVICE,
          "https://learn.microsoft.com/azure/aks/use-system-pools#system-and-user-node-pools");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var pools = design.blueprint().cluster().nodePools();
    return pools.stream()
        .filter(
            p -> p.mode().equals("System") && pools.stream().anyMatch(u -> u.mode().equals("User")))
        .filter(p -> p.taints().stream().noneMatch(t -> t.startsWith("CriticalAddonsOnly")))
        .map(p -> Occurrence.of(p, p.source()));
  }
}
