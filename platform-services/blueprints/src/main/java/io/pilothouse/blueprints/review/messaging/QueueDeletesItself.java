package io.pilothouse.blueprints.review.messaging;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** A queue with auto-delete is gone when it was idle. */
public final class QueueDeletesItself implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "queue-deletes-itself",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/service-bus-messaging/message-expiration#temporary-entities");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().messageBrokers().stream()
        .flatMap(b ->
            b.queues().stream()
                .filter(q -> q.autoDeleteOnIdle().isPresent())
                .map(q ->
                    Occurrence.of(
                        q,
                        design.source(q, "autoDeleteOnIdle"),
                        q.autoDeleteOnIdle().orElseThrow())));
  }
}
