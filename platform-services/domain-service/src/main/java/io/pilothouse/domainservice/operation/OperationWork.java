package io.pilothouse.domainservice.operation;

import io.pilothouse.domainservice.call.ExternalAnswers;
import io.pilothouse.domainservice.event.EventMessages;
import io.pilothouse.domainservice.event.ServiceEvent;
import io.pilothouse.domainservice.intent.DomainIntent;
import io.pilothouse.domainservice.resource.DomainResource;
import io.pilothouse.domainservice.resource.ResourceIds;
import io.pilothouse.domainservice.resource.Resources;
import io.pilothouse.serviceruntime.external.ExternalCallException;
import io.pilothouse.serviceruntime.spring.messaging.TransactionalOutbox;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Asynchronous request-reply: who asks is told at once where the answer will be; the service's own
 * queue carries the work to one of its workers, which asks the external systems about the resource
 * and keeps what they say. Safe for concurrent use.
 */
public final class OperationWork {
  /** After so many attempts an operation has failed. */
  private static final int ATTEMPTS = 4;

  private final String component;
  private final DomainIntent intent;
  private final Operations operations;
  private final Resources resources;
  private final ExternalAnswers externals;
  private final Optional<TransactionalOutbox> outbox;
  private final EventMessages messages;
  private final ResourceIds ids;
  private final TransactionOperations writing;
  private final InstantSource clock;

  OperationWork(
      String component,
      DomainIntent intent,
      Operations operations,
      Resources resources,
      ExternalAnswers externals,
      Optional<TransactionalOutbox> outbox,
      EventMessages messages,
      ResourceIds ids,
      TransactionOperations writing,
      InstantSource clock) {
    this.component = component;
    this.intent = intent;
    this.operations = operations;
    this.resources = resources;
    this.externals = externals;
    this.outbox = outbox;
    this.messages = messages;
    this.ids = ids;
    this.writing = writing;
    this.clock = clock;
  }

  /**
   * Asks for work on a resource, which is done after the transaction has been committed.
   *
   * @return the operation's id
   */
  public UUID request(UUID resource) {
    DomainResource found = resources.get(resource);
    UUID id = ids.next();
    var event =
        ServiceEvent.of(
            id.toString(),
            component,
            ServiceEvent.OPERATION_REQUESTED,
            found.id(),
            clock.instant());
    DomainIntent.Queue queue = intent.consumes().getFirst();
    writing.executeWithoutResult(status -> {
      operations.insert(id, found.id());
      outbox.orElseThrow().send(queue.queue(), messages.to(queue, event));
    });
    return id;
  }

  /** How far one is; empty if there is none. */
  public Optional<Operation> find(UUID id) {
    // On the primary: who asks has just written.
    return Objects.requireNonNull(writing.execute(status -> operations.find(id)));
  }

  /**
   * Does the work, in the caller's transaction.
   *
   * @param attempt which one this is, from 1
   * @throws ExternalCallException if an external system does not answer, and it is worth another
   *     attempt
   */
  public void carryOut(UUID id, long attempt) {
    Optional<Operation> asked = operations.find(id);
    if (asked.isEmpty() || asked.get().state() != Operation.State.PENDING) {
      return;
    }
    try {
      operations.end(
          id, Operation.State.SUCCEEDED, result(resources.get(asked.get().resource())), null);
    } catch (ExternalCallException e) {
      if (attempt < ATTEMPTS) {
        throw e;
      }
      operations.end(id, Operation.State.FAILED, null, String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> result(DomainResource resource) {
    var result = new LinkedHashMap<String, Object>();
    result.put("version", resource.version());
    for (String system : externals.systems()) {
      result.put(system, externals.ask(system, resource.id()).answer());
    }
    return result;
  }
}
