package io.pilothouse.localtwin.broker;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;

/**
 * Answers requests to {@code $cbs}, which takes tokens, and to a queue's {@code $management}: locks
 * renewed, sessions, scheduling, peeking, settling without a link. By "AMQP 1.0 in Service Bus:
 * request-response-based operations". Broker's thread only.
 */
final class RequestNodes {
  private static final String TOKENS = "$cbs";

  private final BrokerEntities entities;
  private final Supplier<SharedAccessKey> key;
  private final InstantSource clock;

  RequestNodes(BrokerEntities entities, Supplier<SharedAccessKey> key, InstantSource clock) {
    this.entities = entities;
    this.key = key;
    this.clock = clock;
  }

  static boolean isNode(String address) {
    String path = address.toLowerCase(Locale.ROOT);
    return path.equals(TOKENS) || path.endsWith(BrokerEntities.MANAGEMENT);
  }

  /** The entity that a management node belongs to. */
  static String entity(String node) {
    return node.toLowerCase(Locale.ROOT).replace(BrokerEntities.MANAGEMENT, "");
  }

  Message answer(AmqpConnection connection, String node, Message request) {
    Answer answer =
        node.equalsIgnoreCase(TOKENS)
            ? token(connection, request)
            : connection.authorized()
                ? managed(entity(node), request)
                : new Answer(401, "Unauthorized access.", Map.of());
    Message reply = Proton.message();
    reply.setCorrelationId(request.getMessageId());
    Map<String, Object> properties = new HashMap<>();
    properties.put("status-code", answer.status());
    properties.put("statusCode", answer.status());
    properties.put("status-description", answer.description());
    properties.put("statusDescription", answer.description());
    if (answer.status() == 410) {
      properties.put("errorCondition", "com.microsoft:message-lock-lost");
    }
    reply.setApplicationProperties(new ApplicationProperties(properties));
    reply.setBody(new AmqpValue(answer.body()));
    return reply;
  }

  private record Answer(int status, String description, Map<String, Object> body) {
    static Answer ok(Map<String, Object> body) {
      return new Answer(200, "OK", body);
    }

    static Answer lockLost() {
      return new Answer(410, "The lock supplied is invalid.", Map.of());
    }

    static Answer notFound(String what) {
      return new Answer(404, what, Map.of());
    }
  }

  private Answer token(AmqpConnection connection, Message request) {
    String token =
        request.getBody() instanceof AmqpValue value ? String.valueOf(value.getValue()) : "";
    boolean accepted = key.get().accepts(token, clock.instant());
    connection.authorized(accepted);
    return accepted
        ? new Answer(202, "Accepted", Map.of())
        : new Answer(401, "InvalidSignature: The token has an invalid signature.", Map.of());
  }

  private Answer managed(String entity, Message request) {
    try {
      return manage(entity, request);
    } catch (IllegalArgumentException e) {
      return new Answer(400, String.valueOf(e.getMessage()), Map.of());
    }
  }

  private Answer manage(String entity, Message request) {
    String operation =
        request.getApplicationProperties() == null
            ? ""
            : String.valueOf(request.getApplicationProperties().getValue().get("operation"));
    Map<?, ?> body =
        request.getBody() instanceof AmqpValue value && value.getValue() instanceof Map<?, ?> map
            ? map
            : Map.of();
    if (operation.equals("com.microsoft:schedule-message")) {
      return entities
          .targets(entity)
          .map(queues -> schedule(queues, body))
          .orElseGet(() -> Answer.notFound(entity));
    }
    Optional<MessageQueue> found = entities.source(entity);
    if (found.isEmpty()) {
      return Answer.notFound("The messaging entity '" + entity + "' could not be found.");
    }
    MessageQueue queue = found.get();
    return switch (operation) {
      case "com.microsoft:renew-lock" -> renew(queue, body);
      case "com.microsoft:update-disposition" -> dispose(queue, body);
      case "com.microsoft:peek-message" -> peek(queue, body);
      case "com.microsoft:renew-session-lock" -> renewSession(queue, text(body, "session-id"));
      case "com.microsoft:get-session-state" ->
          Answer.ok(
              nullable(
                  "session-state",
                  queue.sessions().state(text(body, "session-id")).map(Binary::new)));
      case "com.microsoft:set-session-state" -> {
        queue
            .sessions()
            .state(
                text(body, "session-id"),
                Optional.ofNullable((Binary) body.get("session-state")).map(RequestNodes::bytes));
        yield Answer.ok(Map.of());
      }
      case "com.microsoft:cancel-scheduled-message" -> {
        for (long sequence : present(body, "sequence-numbers", long[].class)) {
          queue.cancelScheduled(sequence);
        }
        yield Answer.ok(Map.of());
      }
      default -> new Answer(501, "The twin's broker has no " + operation + ".", Map.of());
    };
  }

  private Answer renew(MessageQueue queue, Map<?, ?> body) {
    var until = new ArrayList<Date>();
    for (UUID token : tokens(body)) {
      Optional<Instant> renewed = queue.renew(token, clock.instant());
      if (renewed.isEmpty()) {
        return Answer.lockLost();
      }
      until.add(Date.from(renewed.get()));
    }
    return Answer.ok(Map.of("expirations", until.toArray(new Date[0])));
  }

  private Answer dispose(MessageQueue queue, Map<?, ?> body) {
    Instant now = clock.instant();
    String status = text(body, "disposition-status");
    boolean all = true;
    for (UUID token : tokens(body)) {
      all &=
          switch (status) {
            case "completed" -> queue.complete(token);
            case "abandoned" -> queue.abandon(token, true, now);
            case "suspended" ->
                queue.deadLetter(
                    token,
                    text(body, "deadletter-reason"),
                    text(body, "deadletter-description"),
                    now);
            default -> false;
          };
    }
    return all ? Answer.ok(Map.of()) : Answer.lockLost();
  }

  private static Answer peek(MessageQueue queue, Map<?, ?> body) {
    var messages =
        queue
            .peek(
                present(body, "from-sequence-number", Number.class).longValue(),
                present(body, "message-count", Number.class).intValue())
            .stream()
            .map(m -> Map.of("message", new Binary(AmqpForm.delivered(m))))
            .toList();
    return messages.isEmpty()
        ? new Answer(204, "No content", Map.of())
        : Answer.ok(Map.of("messages", messages));
  }

  private Answer renewSession(MessageQueue queue, String session) {
    if (!queue.sessions().held(session)) {
      return Answer.lockLost();
    }
    Instant until = clock.instant().plus(queue.settings().lockDuration());
    queue.sessions().hold(session, until);
    return Answer.ok(Map.of("expiration", Date.from(until)));
  }

  private Answer schedule(List<MessageQueue> queues, Map<?, ?> body) {
    Instant now = clock.instant();
    var sequences = new ArrayList<Long>();
    for (Object entry : present(body, "messages", Iterable.class)) {
      byte[] encoded = bytes(present((Map<?, ?>) entry, "message", Binary.class));
      for (MessageQueue queue : queues) {
        Message message = AmqpForm.decode(encoded);
        Instant at =
            present(message.getMessageAnnotations().getValue(), AmqpForm.SCHEDULED, Date.class)
                .toInstant();
        queue.schedule(message, encoded.length, at, now).ifPresent(sequences::add);
      }
    }
    return Answer.ok(Map.of("sequence-numbers", sequences.toArray(new Long[0])));
  }

  private static List<UUID> tokens(Map<?, ?> body) {
    Object tokens = body.get("lock-tokens");
    return tokens instanceof UUID[] array
        ? List.of(array)
        : Arrays.stream((Object[]) tokens).map(UUID.class::cast).toList();
  }

  private static <T> T present(Map<?, ?> body, Object name, Class<T> type) {
    Object value = body.get(name);
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new IllegalArgumentException("the request has no " + name);
  }

  private static String text(Map<?, ?> body, String name) {
    Object value = body.get(name);
    return value == null ? "" : value.toString();
  }

  private static byte[] bytes(Binary binary) {
    return Arrays.copyOfRange(
        binary.getArray(), binary.getArrayOffset(), binary.getArrayOffset() + binary.getLength());
  }

  private static Map<String, Object> nullable(String name, Optional<?> value) {
    Map<String, Object> map = new HashMap<>();
    map.put(name, value.orElse(null));
    return map;
  }
}
