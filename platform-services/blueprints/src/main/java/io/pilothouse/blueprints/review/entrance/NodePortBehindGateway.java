package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** A node port is open on every node. */
public final class NodePortBehindGateway implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "node-port",
          Severity.WARNING,
          "https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .gateway()
        .filter(g -> !design.gatewayIngress() && NodePorts.of(g).isPresent())
        .map(g -> Occurrence.of(g, NodePorts.source(design, g), NodePorts.of(g).orElseThrow()))
        .stream();
  }
}
