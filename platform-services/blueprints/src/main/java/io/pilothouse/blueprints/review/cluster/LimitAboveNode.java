package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.Quantity;
import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.math.BigDecimal;
import java.util.stream.Stream;

/** A limit that a node cannot give is none. */
public final class LimitAboveNode implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "limit-above-node",
          Severity.ADVICE,
          "https://learn.microsoft.com/azure/aks/node-resource-reservations");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return OnNodes.in(design)
        .filter(n ->
            n.service()
                .limits()
                .filter(r ->
                    Quantity.parse(r.cpu()).compareTo(BigDecimal.valueOf(n.pool().cpus())) >= 0)
                .isPresent())
        .map(n ->
            Occurrence.of(
                n.service(),
                design.source(n.service(), "limits"),
                n.service().limits().orElseThrow().cpu(),
                n.pool().name(),
                n.pool().cpus()));
  }
}
