package io.pilothouse.serviceruntime.messaging;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Sends messages to one queue or topic. Safe for use by any thread. */
public final class MessageSender implements AutoCloseable {
  private final String queue;
  private final ServiceBusSenderClient client;
  private final InstantSource clock;
  private final Consumer<Throwable> onFailure;
  private final AtomicReference<MessagingHealth> health;

  MessageSender(
      String queue,
      ServiceBusSenderClient client,
      InstantSource clock,
      Consumer<Throwable> onFailure) {
    this.queue = queue;
    this.client = client;
    this.clock = clock;
    this.onFailure = onFailure;
    this.health =
        new AtomicReference<>(new MessagingHealth(true, clock.instant(), Optional.empty()));
  }

  public String queue() {
    return queue;
  }

  /**
   * Sends a message and waits until the broker has it.
   *
   * @throws MessagingException if the broker does not confirm it in time
   */
  public void send(OutgoingMessage message) {
    var outgoing = new ServiceBusMessage(message.body()).setMessageId(message.id());
    message.session().ifPresent(outgoing::setSessionId);
    message.correlation().ifPresent(outgoing::setCorrelationId);
    message
        .replyTo()
        .ifPresent(
            address -> outgoing.setReplyTo(address.queue()).setReplyToSessionId(address.session()));
    outgoing.getApplicationProperties().putAll(message.properties());
    try {
      client.sendMessage(outgoing);
      health.updateAndGet(h -> h.afterSuccess(clock.instant()));
    } catch (RuntimeException e) {
      String said = e.getMessage() == null ? e.toString() : e.getMessage();
      health.updateAndGet(h -> h.afterFailure(said, clock.instant()));
      onFailure.accept(e);
      throw new MessagingException(
          "Message " + message.id() + " to " + queue + " was not confirmed: " + said, e);
    }
  }

  public MessagingHealth health() {
    return health.get();
  }

  @Override
  public void close() {
    client.close();
  }
}
