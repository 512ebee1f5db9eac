package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Network;
import java.util.stream.Stream;

/** What stands behind Front Door is reached through it only. */
public final class FrontDoorBypass implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "front-door-bypass",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/frontdoor/origin-security");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.frontDoor().isEmpty()
        ? Stream.of()
        : GatewayRules.inbound(design).stream()
            .filter(r -> r.action() == Network.Verdict.ALLOW)
            .filter(r -> r.peer().matches("(?i)internet|any|\\*|0\\.0\\.0\\.0/0"))
            .limit(1)
            .flatMap(r ->
                design
                    .gateway()
                    .map(g -> Occurrence.of(g, r.source(), r.name(), r.peer()))
                    .stream());
  }
}
