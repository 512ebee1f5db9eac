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
 */
public record OutgoingMessage(
    String id, String body, Optional<String> session, Map<String, String> properties) {
  public OutgoingMessage {
    properties = Map.copyOf(properties);
  }

  public OutgoingMessage(String id, String body) {
    this(id, body, Optional.empty(), Map.of());
  }
}
