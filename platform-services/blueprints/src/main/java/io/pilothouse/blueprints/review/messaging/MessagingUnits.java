package io.pilothouse.blueprints.review.messaging;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Set;
import java.util.stream.Stream;

/** Messaging units come in powers of two. */
public final class MessagingUnits implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "messaging-units",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-premium-messaging#messaging-unit---how-many-are-needed");

  private static final Set<Integer> OFFERED = Set.of(1, 2, 4, 8, 16);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().messageBrokers().stream()
        .filter(b -> b.messagingUnits().filter(u -> !OFFERED.contains(u)).isPresent())
        .map(b ->
            Occurrence.of(b, design.source(b, "messagingUnits"), b.messagingUnits().orElseThrow()));
  }
}
