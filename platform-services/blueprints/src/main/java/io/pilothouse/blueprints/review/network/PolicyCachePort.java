package io.pilothouse.blueprints.review.network;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Network;
import java.util.stream.Stream;

/** The port that is open is the port that is used. */
public final class PolicyCachePort implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "policy-cache-port",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure#access-ports");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().caches().stream()
        .filter(c -> c.deployment().isEmpty() && design.states(c.id(), "port"))
        .flatMap(c ->
            Stream.concat(
                Egress.restricted(design)
                    .filter(p -> !Egress.allows(p, c.port()))
                    .filter(p -> p.egress().stream().anyMatch(r -> r.ports().contains(6379)))
                    .map(p -> Occurrence.of(c, p.source(), String.valueOf(c.port()))),
                design.securityRules().stream()
                    .filter(r -> r.direction() == Network.Direction.OUTBOUND)
                    .filter(r -> r.ports().contains(6379) && c.port() != 6379)
                    .map(r ->
                        Occurrence.of(c, r.source(), String.valueOf(c.port()))
                            .as(Severity.WARNING))));
  }
}
