package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Application Gateway's subnet may have any name. */
public final class GatewaySubnetName implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "gateway-subnet-name",
          Severity.ADVICE,
          "https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#virtual-network-and-dedicated-subnet");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .gateway()
        .flatMap(g -> design.subnet(g.subnet()))
        .filter(s -> s.fixedName().isPresent())
        .map(s -> Occurrence.of(s, design.source(s, "fixedName"), s.fixedName().orElseThrow()))
        .stream();
  }
}
