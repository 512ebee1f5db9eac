package io.pilothouse.domainservice.event;

import io.pilothouse.domainservice.history.History;
import io.pilothouse.domainservice.history.HistoryEntry;
import io.pilothouse.domainservice.operation.OperationWork;
import io.pilothouse.serviceruntime.messaging.IncomingMessage;
import io.pilothouse.serviceruntime.messaging.MessageHandler;
import java.util.UUID;

/**
 * Works off the service's queue: operations that were asked for are done, what happened is written
 * into the history. Runs in the transaction that remembers the message.
 */
public final class QueueWorker implements MessageHandler {
  private final String component;
  private final EventMessages messages;
  private final OperationWork operations;
  private final History history;

  public QueueWorker(
      String component, EventMessages messages, OperationWork operations, History history) {
    this.component = component;
    this.messages = messages;
    this.operations = operations;
    this.history = history;
  }

  @Override
  public void handle(IncomingMessage message) {
    ServiceEvent event = messages.from(message);
    if (event.type().equals(ServiceEvent.OPERATION_REQUESTED) && event.source().equals(component)) {
      operations.carryOut(UUID.fromString(event.id()), message.delivery());
    }
    history.write(
        new HistoryEntry(
            event.source() + "/" + event.id(),
            event.subject(),
            event.type(),
            event.source(),
            event.time()));
  }
}
