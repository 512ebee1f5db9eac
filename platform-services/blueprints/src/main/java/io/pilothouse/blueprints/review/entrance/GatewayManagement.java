package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Network;
import java.util.List;
import java.util.stream.Stream;

/** Azure manages a gateway through its subnet. */
public final class GatewayManagement implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "gateway-management-ports",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#network-security-groups");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    List<Network.SecurityRule> inbound = GatewayRules.inbound(design);
    boolean managed =
        inbound.stream()
            .anyMatch(r ->
                r.action() == Network.Verdict.ALLOW
                    && r.peer().replace(" ", "").equalsIgnoreCase("GatewayManager"));
    return inbound.isEmpty() || managed
        ? Stream.of()
        : design
            .gateway()
            .map(g -> Occurrence.of(g, inbound.getFirst().source(), inbound.getFirst().group()))
            .stream();
  }
}
