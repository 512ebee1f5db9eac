package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** The ingress controller owns the gateway that it configures. */
public final class TwoHandsOnTheGateway implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "ingress-and-node-port",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/application-gateway/ingress-controller-overview");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .gateway()
        .filter(g -> design.gatewayIngress() && NodePorts.of(g).isPresent())
        .map(g -> Occurrence.of(g, NodePorts.source(design, g), NodePorts.of(g).orElseThrow()))
        .stream();
  }
}
