package io.pilothouse.blueprints.review.messaging;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** The Basic tier has plain queues only. */
public final class BasicBroker implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "basic-broker",
          Severity.ERROR,
          "https://azure.microsoft.com/pricing/details/service-bus/");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().messageBrokers().stream()
        .filter(b -> b.tier().equals("Basic") && design.states(b.id(), "tier"))
        .filter(b ->
            !b.topics().isEmpty()
                || b.queues().stream()
                    .anyMatch(
                        q -> q.sessions().orElse(false) || q.duplicateDetection().orElse(false)))
        .map(b -> Occurrence.of(b, design.source(b, "tier")));
  }
}
