package io.pilothouse.blueprints.review.messaging;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Private endpoints and pairs are of the Premium tier. */
public final class BrokerTierFeatures implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "broker-tier-features",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-premium-messaging");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().messageBrokers().stream()
        .filter(b -> !b.tier().equals("Premium") && design.states(b.id(), "tier"))
        .filter(b ->
            b.privateEndpoint() && design.states(b.id(), "privateEndpoint")
                || b.pairedRegion().isPresent()
                || b.messagingUnits().isPresent())
        .map(b -> Occurrence.of(b, design.source(b, "tier"), b.tier()));
  }
}
