package io.pilothouse.blueprints.review.network;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Service Bus is spoken to on its own ports. */
public final class PolicyWithoutMessaging implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "policy-without-messaging",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-troubleshooting-guide");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().messageBrokers().isEmpty()
        ? Stream.of()
        : Egress.restricted(design)
            .filter(p -> !Egress.allows(p, 5671))
            .map(p ->
                Occurrence.in(
                    "network",
                    p.name(),
                    p.source(),
                    design.blueprint().messageBrokers().getFirst().name()));
  }
}
