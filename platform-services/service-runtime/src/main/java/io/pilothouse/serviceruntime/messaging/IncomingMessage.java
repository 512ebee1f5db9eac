package io.pilothouse.serviceruntime.messaging;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message that was received and is to be handled.
 *
 * @param delivery which time this is, from 1
 * @param enqueuedAt when the queue took it in
 */
public record IncomingMessage(
    String id,
    String body,
    Optional<String> session,
    Map<String, String> properties,
    long delivery,
    Instant enqueuedAt) {
  public IncomingMessage {
    properties = Map.copyOf(properties);
  }
}
