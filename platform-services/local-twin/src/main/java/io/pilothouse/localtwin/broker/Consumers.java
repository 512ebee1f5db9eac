package io.pilothouse.localtwin.broker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;

/** Those who receive: each gets messages of its queue, or of its session, while it has credit. */
final class Consumers {
  private static final Symbol SESSION_FILTER = Symbol.valueOf("com.microsoft:session-filter");
  private static final Symbol TIMEOUT = Symbol.valueOf("com.microsoft:timeout");
  private static final Duration SESSION_PATIENCE = Duration.ofSeconds(60);

  private final InstantSource clock;

  /** In the order in which they are served next. */
  private final Map<MessageQueue, List<Consumer>> byQueue = new HashMap<>();

  private final List<Waiting> waiting = new ArrayList<>();

  Consumers(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param session empty text in a queue without sessions
   */
  private record Consumer(Sender link, MessageQueue queue, String session) {}

  /** Somebody who wants a session that is not free yet. */
  private record Waiting(Sender link, MessageQueue queue, Optional<String> wanted, Instant until) {}

  void attach(Sender link, MessageQueue queue) {
    if (!queue.settings().sessions()) {
      add(new Consumer(link, queue, ""));
      link.open();
      return;
    }
    Map<?, ?> filter = ((Source) link.getRemoteSource()).getFilter();
    if (filter == null || !filter.containsKey(SESSION_FILTER)) {
      BrokerLinks.refuse(
          link,
          BrokerLinks.error(
              "amqp:not-allowed",
              "It is not possible for an entity that requires sessions to create a non-sessionful"
                  + " message receiver."));
      return;
    }
    var patience =
        link.getRemoteProperties() != null
                && link.getRemoteProperties().get(TIMEOUT) instanceof UnsignedInteger millis
            ? Duration.ofMillis(millis.longValue())
            : SESSION_PATIENCE;
    waiting.add(
        new Waiting(
            link,
            queue,
            Optional.ofNullable((String) filter.get(SESSION_FILTER)),
            clock.instant().plus(patience)));
    serveWaiting();
  }

  Set<MessageQueue> queues() {
    return byQueue.entrySet().stream()
        .filter(e -> !e.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  void flow(Sender link) {
    if (link.getContext() instanceof Consumer consumer) {
      pump(consumer.queue());
      if (link.getDrain()) {
        link.drained();
      }
    }
  }

  /** Hands out what waits, to one after the other. */
  void pump(MessageQueue queue) {
    var served = byQueue.getOrDefault(queue, List.of());
    boolean any = true;
    while (any) {
      any = false;
      for (Consumer consumer : List.copyOf(served)) {
        if (consumer.link().getCredit() > 0) {
          Optional<StoredMessage> next = queue.lockNext(consumer.session(), clock.instant());
          next.ifPresent(message -> {
            deliver(consumer, message);
            served.remove(consumer);
            served.add(consumer);
          });
          any |= next.isPresent();
        }
      }
    }
  }

  void settled(Sender link, Delivery delivery) {
    if (!(link.getContext() instanceof Consumer consumer)
        || !(delivery.getContext() instanceof UUID token)) {
      return;
    }
    DeliveryState state = delivery.getRemoteState();
    if (state == null) {
      if (delivery.remotelySettled()) {
        delivery.settle();
      }
      return;
    }
    delivery.disposition(settle(consumer.queue(), token, state) ? state : lockLost());
    delivery.settle();
    pump(consumer.queue());
  }

  /** Forgets the links. What they have locked stays so until the locks end; sessions end now. */
  void remove(Predicate<Sender> which) {
    waiting.removeIf(w -> which.test(w.link()));
    for (var queue : List.copyOf(byQueue.keySet())) {
      var all = byQueue.getOrDefault(queue, List.of());
      all.stream()
          .filter(c -> which.test(c.link()) && !c.session().isEmpty())
          .forEach(c -> queue.releaseSession(c.session(), false, clock.instant()));
      all.removeIf(c -> which.test(c.link()));
    }
    serveWaiting();
  }

  void advance() {
    Instant now = clock.instant();
    for (var queue : List.copyOf(byQueue.keySet())) {
      for (String session : queue.sessions().ended(now)) {
        queue.releaseSession(session, true, now);
        byQueue
            .getOrDefault(queue, List.of())
            .removeIf(c -> {
              boolean lost = c.session().equals(session);
              if (lost) {
                c.link()
                    .setCondition(
                        BrokerLinks.error(
                            "com.microsoft:session-lock-lost",
                            "The session lock has expired on the MessageSession."));
                c.link().close();
              }
              return lost;
            });
      }
      pump(queue);
    }
    serveWaiting();
    for (var late : waiting.stream().filter(w -> !w.until().isAfter(now)).toList()) {
      waiting.remove(late);
      BrokerLinks.refuse(
          late.link(),
          BrokerLinks.error(
              "com.microsoft:timeout", "No session with messages became free in time."));
    }
  }

  private void serveWaiting() {
    for (var one : List.copyOf(waiting)) {
      one.queue()
          .freeSession(one.wanted())
          .ifPresent(session -> {
            waiting.remove(one);
            begin(one, session);
          });
    }
  }

  private void begin(Waiting one, String session) {
    Instant until = clock.instant().plus(one.queue().settings().lockDuration());
    one.queue().sessions().hold(session, until);
    var source = (Source) one.link().getRemoteSource();
    source.setFilter(Map.of(SESSION_FILTER, session));
    one.link().setSource(source);
    one.link()
        .setProperties(
            Map.of(Symbol.valueOf("com.microsoft:locked-until-utc"), AmqpForm.ticks(until)));
    add(new Consumer(one.link(), one.queue(), session));
    one.link().open();
    pump(one.queue());
  }

  private void add(Consumer consumer) {
    consumer.link().setContext(consumer);
    byQueue.computeIfAbsent(consumer.queue(), q -> new ArrayList<>()).add(consumer);
  }

  private void deliver(Consumer consumer, StoredMessage message) {
    UUID token = message.lock().orElseThrow().token();
    byte[] encoded = AmqpForm.delivered(message);
    Sender link = consumer.link();
    Delivery delivery = link.delivery(AmqpForm.tag(token));
    delivery.setContext(token);
    link.send(encoded, 0, encoded.length);
    if (link.getRemoteSenderSettleMode() == SenderSettleMode.SETTLED) {
      delivery.settle();
      consumer.queue().complete(token);
    }
    link.advance();
  }

  private boolean settle(MessageQueue queue, UUID token, DeliveryState state) {
    Instant now = clock.instant();
    return switch (state) {
      case Accepted accepted -> queue.complete(token);
      case Released released -> queue.abandon(token, false, now);
      case Modified modified -> queue.abandon(token, true, now);
      case Rejected rejected ->
          queue.deadLetter(
              token,
              said(rejected, MessageQueue.REASON),
              said(rejected, MessageQueue.DESCRIPTION),
              now);
      default -> false;
    };
  }

  private static String said(Rejected rejected, String what) {
    return rejected.getError() == null || rejected.getError().getInfo() == null
        ? ""
        : String.valueOf(
            ((Map<?, ?>) rejected.getError().getInfo())
                .entrySet().stream()
                    .filter(e -> String.valueOf(e.getKey()).equals(what))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .map(Object::toString)
                    .orElse(""));
  }

  private static Rejected lockLost() {
    var lost = new Rejected();
    lost.setError(
        BrokerLinks.error(
            "com.microsoft:message-lock-lost",
            "The lock supplied is invalid. Either the lock expired, or the message has already been"
                + " removed from the queue."));
    return lost;
  }
}
