package io.pilothouse.serviceruntime.messaging;

import java.util.Map;
import java.util.Optional;

/**
 * A message to be sent.
 *
 * @param id by which a queue with duplicate detection, and each consumer, knows it again; the same
 *     for each try to send it
 * @param body its text
 * @param session whose messages are handled in order, one after the other; required by a queue with
 *     sessions
 * @param properties what is said about it beside the text
 * @param replyTo where an answer is expected; empty when none is
 * @param correlation the id of the message that this one answers
 */
public record OutgoingMessage(
    String id,
    String body,
    Optional<String> session,
    Map<String, String> properties,
    Optional<ReplyAddress> replyTo,
    Optional<String> correlation) {
  public OutgoingMessage {
    properties = Map.copyOf(properties);
  }

  public OutgoingMessage(
      String id, String body, Optional<String> session, Map<String, String> properties) {
    this(id, body, session, properties, Optional.empty(), Optional.empty());
  }

  public OutgoingMessage(String id, String body) {
    this(id, body, Optional.empty(), Map.of());
  }

  /** The same, expecting an answer. */
  public OutgoingMessage answeredTo(ReplyAddress address) {
    return new OutgoingMessage(id, body, session, properties, Optional.of(address), correlation);
  }
}
