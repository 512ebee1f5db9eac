package io.pilothouse.domainservice.event;

import io.pilothouse.domainservice.intent.DomainIntent;
import io.pilothouse.serviceruntime.messaging.IncomingMessage;
import io.pilothouse.serviceruntime.messaging.OutgoingMessage;
import io.pilothouse.serviceruntime.messaging.UnprocessableMessageException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Events as messages. */
public final class EventMessages {
  private final JsonMapper json;

  public EventMessages(JsonMapper json) {
    this.json = json;
  }

  /** To a queue; events of one resource are one session, so that they are handled in order. */
  public OutgoingMessage to(DomainIntent.Queue queue, ServiceEvent event) {
    return new OutgoingMessage(
        event.id() + "@" + queue.queue(),
        json.writeValueAsString(event),
        queue.sessions() ? Optional.of(event.subject().toString()) : Optional.empty(),
        Map.of("type", event.type(), "source", event.source()));
  }

  /**
   * @throws UnprocessableMessageException if it is none, which no other attempt will change
   */
  public ServiceEvent from(IncomingMessage message) {
    Told told;
    try {
      told = json.readValue(message.body(), Told.class);
    } catch (JacksonException e) {
      throw new UnprocessableMessageException("no event: " + e.getOriginalMessage());
    }
    require(told.specversion());
    return ServiceEvent.of(
        require(told.id()),
        require(told.source()),
        require(told.type()),
        require(told.subject()),
        told.time() == null ? message.enqueuedAt() : told.time());
  }

  private static <T> T require(@Nullable T value) {
    if (value == null) {
      throw new UnprocessableMessageException(
          "no event: specversion, id, source, type or subject is missing");
    }
    return value;
  }

  /** What a message may or may not say. */
  private record Told(
      @Nullable String specversion,
      @Nullable String id,
      @Nullable String source,
      @Nullable String type,
      @Nullable UUID subject,
      @Nullable Instant time) {}
}
