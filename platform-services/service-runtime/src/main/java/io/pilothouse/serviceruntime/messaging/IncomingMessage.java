package io.pilothouse.serviceruntime.messaging;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A message that was received and is to be handled.
 *
 * @param delivery which time this is, from 1
 * @param enqueuedAt when the queue took it in
 * @param replyTo where the sender expects an answer; empty when it expects none
 * @param correlation the id of the message that this one answers
 */
public record IncomingMessage(
    String id,
    String body,
    Optional<String> session,
    Map<String, String> properties,
    long delivery,
    Instant enqueuedAt,
    Optional<ReplyAddress> replyTo,
    Optional<String> correlation) {
  public IncomingMessage {
    properties = Map.copyOf(properties);
  }

  static IncomingMessage of(ServiceBusReceivedMessage message) {
    Map<String, String> properties = new HashMap<>();
    message
        .getApplicationProperties()
        .forEach((name, value) -> properties.put(name, String.valueOf(value)));
    return new IncomingMessage(
        message.getMessageId(),
        message.getBody().toString(),
        Optional.ofNullable(message.getSessionId()),
        properties,
        message.getDeliveryCount() + 1,
        message.getEnqueuedTime().toInstant(),
        Optional.ofNullable(message.getReplyTo())
            .map(queue ->
                new ReplyAddress(
                    queue, Optional.ofNullable(message.getReplyToSessionId()).orElse(""))),
        Optional.ofNullable(message.getCorrelationId()));
  }
}
