package io.pilothouse.domainservice.event;

import io.pilothouse.domainservice.history.HistoryEntry;
import io.pilothouse.domainservice.history.HistoryWriter;
import io.pilothouse.domainservice.intent.DomainIntent;
import io.pilothouse.domainservice.resource.DomainResource;
import io.pilothouse.domainservice.resource.ResourceChanges;
import io.pilothouse.serviceruntime.spring.messaging.TransactionalOutbox;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells of changes, in the transaction that makes them: to the queues that the document gives the
 * service, through the outbox, and for its history. A service with a queue of its own has its
 * history written by the workers of that queue; one without writes it after the commit.
 */
public final class EventPublisher implements ResourceChanges {
  private final String component;
  private final DomainIntent intent;
  private final Optional<TransactionalOutbox> outbox;
  private final EventMessages messages;
  private final HistoryWriter history;

  public EventPublisher(
      String component,
      DomainIntent intent,
      Optional<TransactionalOutbox> outbox,
      EventMessages messages,
      HistoryWriter history) {
    this.component = component;
    this.intent = intent;
    this.outbox = outbox;
    this.messages = messages;
    this.history = history;
  }

  @Override
  public void record(Kind kind, DomainResource resource) {
    // A deletion is told about the last version, so it needs more than the version for an id.
    String type = "resource." + kind.name().toLowerCase(Locale.ROOT);
    var event =
        ServiceEvent.of(
            "%s/%d/%s".formatted(resource.id(), resource.version(), type),
            component,
            type,
            resource.id(),
            resource.changedAt());
    outbox.ifPresent(box ->
        Stream.concat(intent.sends().stream(), intent.consumes().stream())
            .distinct()
            .forEach(queue -> box.send(queue.queue(), messages.to(queue, event))));
    if (outbox.isEmpty() || intent.consumes().isEmpty()) {
      history.writeAfterCommit(
          new HistoryEntry(event.id(), event.subject(), type, component, event.time()));
    }
  }
}
