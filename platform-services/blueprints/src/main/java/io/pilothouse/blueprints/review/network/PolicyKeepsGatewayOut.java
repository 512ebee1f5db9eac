package io.pilothouse.blueprints.review.network;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** The gateway's requests come from its subnet, not from a pod. */
public final class PolicyKeepsGatewayOut implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "policy-gateway",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/application-gateway/ingress-controller-overview");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return !design.gatewayIngress()
        ? Stream.of()
        : design.networkPolicies().stream()
            .filter(p -> !p.ingress().isEmpty())
            .filter(p ->
                p.ingress().stream()
                    .allMatch(r -> r.namespace().isPresent() || !r.pods().isEmpty()))
            .map(p ->
                Occurrence.in(
                    "network",
                    p.name(),
                    p.source(),
                    design
                        .gateway()
                        .flatMap(g -> design.subnet(g.subnet()))
                        .map(s -> s.addressPrefix())
                        .orElse("Application Gateway")));
  }
}
