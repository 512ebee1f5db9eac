package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.Quantity;
import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.math.BigDecimal;
import java.util.stream.Stream;

/** A pod's request fits into a node. */
public final class RequestAboveNode implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "request-above-node",
          Severity.ERROR,
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
                .requests()
                .filter(r ->
                    Quantity.parse(r.cpu()).compareTo(BigDecimal.valueOf(n.pool().cpus())) >= 0)
                .isPresent())
        .map(n ->
            Occurrence.of(
                n.service(),
                design.source(n.service(), "requests"),
                n.service().requests().orElseThrow().cpu(),
                n.pool().name(),
                n.pool().cpus()));
  }
}
