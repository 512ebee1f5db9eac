package io.pilothouse.blueprints.review.messaging;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.stream.Stream;

/** In Premium, a namespace is partitioned, not a queue. */
public final class PremiumPartitioning implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "premium-partitioning",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/service-bus-messaging/enable-partitions-premium");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().messageBrokers().stream()
        .filter(b -> b.tier().equals("Premium"))
        .flatMap(b -> {
          List<MessageBroker.Queue> partitioned =
              b.queues().stream().filter(q -> q.partitioned().orElse(false)).toList();
          return partitioned.isEmpty()
              ? Stream.<Occurrence>of()
              : Stream.of(
                  Occurrence.of(
                      b,
                      partitioned.getFirst().source().or(b::source),
                      partitioned.stream().map(MessageBroker.Queue::name).toList(),
                      Sentence.of(
                          partitioned.size() == b.queues().size()
                              ? "review.premium-partitioning.all"
                              : "review.premium-partitioning.some")));
        });
  }
}
