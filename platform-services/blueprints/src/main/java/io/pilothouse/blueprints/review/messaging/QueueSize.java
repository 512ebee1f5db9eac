package io.pilothouse.blueprints.review.messaging;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import java.util.stream.Stream;

/** A queue's size has a limit of its tier. */
public final class QueueSize implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "queue-size",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().messageBrokers().stream()
        .flatMap(b ->
            b.queues().stream()
                .filter(q -> q.maximumGigabytes().filter(g -> g > most(b, q)).isPresent())
                .map(q ->
                    Occurrence.of(
                        q,
                        design.source(q, "maximumGigabytes"),
                        Design.plain(q.maximumGigabytes().orElseThrow()),
                        b.tier(),
                        Design.plain(most(b, q)))));
  }

  private static double most(MessageBroker broker, MessageBroker.Queue queue) {
    return broker.tier().equals("Premium") || queue.partitioned().orElse(false) ? 80 : 5;
  }
}
