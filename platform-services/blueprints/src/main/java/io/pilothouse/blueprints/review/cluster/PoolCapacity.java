package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.Quantity;
import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.math.BigDecimal;
import java.util.stream.Stream;

/** All pods at their maximum fit into the pool at its maximum. */
public final class PoolCapacity implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "pool-capacity",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/aks/cluster-autoscaler-overview");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().cluster().nodePools().stream()
        .flatMap(p -> {
          BigDecimal wanted =
              OnNodes.in(design)
                  .filter(n -> n.pool().id().equals(p.id()) && n.service().requests().isPresent())
                  .map(n ->
                      Quantity.parse(n.service().requests().orElseThrow().cpu())
                          .multiply(BigDecimal.valueOf(n.pods())))
                  .reduce(BigDecimal.ZERO, BigDecimal::add);
          int nodes = p.autoscaling() ? p.maxCount() : p.count();
          return wanted.compareTo(BigDecimal.valueOf((long) nodes * p.cpus())) > 0
              ? Stream.of(
                  Occurrence.of(
                      p,
                      design.source(p, "maxCount"),
                      Design.plain(wanted.doubleValue()),
                      nodes,
                      p.cpus()))
              : Stream.<Occurrence>of();
        });
  }
}
