package io.pilothouse.blueprints.review.messaging;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import java.util.List;
import java.util.stream.Stream;

/** Sessions and duplicate detection are chosen when a queue is created. */
public final class QueueChoices implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "queue-choices",
          Severity.ADVICE,
          "https://learn.microsoft.com/azure/service-bus-messaging/duplicate-detection");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().messageBrokers().stream()
        .filter(b -> !b.tier().equals("Basic"))
        .flatMap(b -> {
          List<MessageBroker.Queue> open =
              b.queues().stream()
                  .filter(q -> q.sessions().isEmpty() || q.duplicateDetection().isEmpty())
                  .toList();
          return open.isEmpty()
              ? Stream.<Occurrence>of()
              : Stream.of(
                  Occurrence.of(
                      b,
                      open.getFirst().source().or(b::source),
                      open.stream().map(MessageBroker.Queue::name).toList()));
        });
  }
}
