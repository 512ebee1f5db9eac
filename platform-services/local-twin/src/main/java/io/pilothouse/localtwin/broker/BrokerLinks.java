package io.pilothouse.localtwin.broker;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.message.Message;

/**
 * The links of all connections: what clients send goes into queues, what waits there goes to those
 * who gave credit, and requests to a node are answered. Broker's thread only.
 */
final class BrokerLinks {
  private static final int CREDIT = 200;

  private final NamespaceSettings settings;
  private final BrokerEntities entities;
  private final RequestNodes nodes;
  private final Consumers consumers;
  private final InstantSource clock;

  BrokerLinks(
      NamespaceSettings settings,
      BrokerEntities entities,
      RequestNodes nodes,
      InstantSource clock) {
    this.settings = settings;
    this.entities = entities;
    this.nodes = nodes;
    this.consumers = new Consumers(clock);
    this.clock = clock;
  }

  /** What a link into the broker leads to. */
  private sealed interface Inbound {
    record Request(String node) implements Inbound {}

    record Entity(String address) implements Inbound {}
  }

  void opened(Link link) {
    link.setSource(link.getRemoteSource());
    link.setTarget(link.getRemoteTarget());
    link.setSenderSettleMode(link.getRemoteSenderSettleMode());
    link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
    if (link instanceof Receiver receiver) {
      inbound(receiver);
    } else if (link instanceof Sender sender) {
      outbound(sender);
    }
  }

  void flow(Link link) {
    if (link instanceof Sender sender) {
      consumers.flow(sender);
    }
  }

  void received(Receiver link, Delivery delivery, byte[] transfer) {
    DeliveryState outcome =
        switch ((Inbound) link.getContext()) {
          case Inbound.Request request -> request(link, request.node(), transfer);
          case Inbound.Entity entity -> {
            yield send(entity.address(), delivery.getMessageFormat(), transfer)
                .<DeliveryState>map(BrokerLinks::rejected)
                .orElseGet(Accepted::getInstance);
          }
        };
    delivery.disposition(outcome);
    delivery.settle();
    link.flow(1);
  }

  /** Puts messages into what is at the address; the reason when it does not take them. */
  Optional<ErrorCondition> send(String address, int format, byte[] transfer) {
    List<MessageQueue> targets = entities.targets(address).orElse(List.of());
    Instant now = clock.instant();
    Optional<ErrorCondition> refused = Optional.empty();
    for (byte[] encoded : AmqpForm.messages(format, transfer)) {
      for (MessageQueue queue : targets) {
        refused = refused.or(() -> take(queue, encoded, now));
      }
    }
    targets.forEach(consumers::pump);
    return refused;
  }

  void settled(Sender link, Delivery delivery) {
    consumers.settled(link, delivery);
  }

  void closed(Link link) {
    consumers.remove(c -> c.equals(link));
  }

  void closed(Session session) {
    consumers.remove(c -> c.getSession().equals(session));
  }

  void gone(AmqpConnection connection) {
    consumers.remove(c -> AmqpConnection.of(c).equals(connection));
  }

  /** Lets happen what time brings. */
  void advance() {
    entities.advance(clock.instant());
    consumers.advance();
  }

  /** The queues that somebody receives from now. */
  Set<MessageQueue> received() {
    return new HashSet<>(consumers.queues());
  }

  private static Optional<ErrorCondition> take(MessageQueue queue, byte[] encoded, Instant now) {
    Message message = AmqpForm.decode(encoded);
    Optional<Instant> later =
        Optional.ofNullable(message.getMessageAnnotations())
            .flatMap(a -> Optional.ofNullable(a.getValue().get(AmqpForm.SCHEDULED)))
            .map(at -> ((Date) at).toInstant())
            .filter(now::isBefore);
    if (later.isPresent()) {
      return queue.schedule(message, encoded.length, later.get(), now).isPresent()
          ? Optional.empty()
          : Optional.of(error("amqp:not-allowed", "The message cannot be scheduled here."));
    }
    return switch (queue.enqueue(message, encoded.length, now)) {
      case TAKEN, DUPLICATE -> Optional.empty();
      case FULL ->
          Optional.of(
              error(
                  "amqp:resource-limit-exceeded",
                  "The maximum entity size has been reached for " + queue.settings().name()));
      case WITHOUT_SESSION ->
          Optional.of(
              error(
                  "amqp:not-allowed",
                  "The SessionId was not set on a message, and it cannot be sent to "
                      + queue.settings().name()
                      + ". Entities that have session support enabled can only receive messages"
                      + " that have the SessionId set to a valid value."));
    };
  }

  private void inbound(Receiver link) {
    String address =
        link.getRemoteTarget() instanceof Target target && target.getAddress() != null
            ? target.getAddress()
            : "";
    if (RequestNodes.isNode(address)) {
      link.setContext(new Inbound.Request(address));
    } else if (!AmqpConnection.of(link).authorized()) {
      refuse(link, unauthorized(address));
      return;
    } else if (entities.targets(address).isEmpty()) {
      refuse(link, notFound(address));
      return;
    } else {
      link.setContext(new Inbound.Entity(address));
    }
    link.setMaxMessageSize(UnsignedLong.valueOf(settings.maximumMessageBytes()));
    link.open();
    link.flow(CREDIT);
  }

  private void outbound(Sender link) {
    String address =
        link.getRemoteSource() instanceof Source source && source.getAddress() != null
            ? source.getAddress()
            : "";
    link.setMaxMessageSize(UnsignedLong.valueOf(settings.maximumMessageBytes()));
    if (RequestNodes.isNode(address)) {
      link.open();
    } else if (!AmqpConnection.of(link).authorized()) {
      refuse(link, unauthorized(address));
    } else {
      entities
          .source(address)
          .ifPresentOrElse(
              queue -> consumers.attach(link, queue), () -> refuse(link, notFound(address)));
    }
  }

  private DeliveryState request(Receiver link, String node, byte[] transfer) {
    AmqpConnection connection = AmqpConnection.of(link);
    Message request = AmqpForm.decode(transfer);
    Message reply = nodes.answer(connection, node, request);
    byte[] encoded = AmqpForm.encode(reply, 512);
    replyLink(connection, String.valueOf(request.getReplyTo()))
        .ifPresent(back -> {
          Delivery delivery = back.delivery(AmqpForm.tag(java.util.UUID.randomUUID()));
          back.send(encoded, 0, encoded.length);
          delivery.settle();
          back.advance();
        });
    entities.source(RequestNodes.entity(node)).ifPresent(consumers::pump);
    return Accepted.getInstance();
  }

  private static Optional<Sender> replyLink(AmqpConnection connection, String address) {
    var active = java.util.EnumSet.of(EndpointState.ACTIVE);
    for (Link link = connection.engine().linkHead(active, active);
        link != null;
        link = link.next(active, active)) {
      if (link instanceof Sender sender
          && sender.getRemoteTarget() instanceof Target target
          && address.equals(target.getAddress())) {
        return Optional.of(sender);
      }
    }
    return Optional.empty();
  }

  static void refuse(Link link, ErrorCondition why) {
    if (link instanceof Receiver) {
      link.setTarget(null);
    } else {
      link.setSource(null);
    }
    link.open();
    link.setCondition(why);
    link.close();
  }

  private static Rejected rejected(ErrorCondition why) {
    var rejected = new Rejected();
    rejected.setError(why);
    return rejected;
  }

  static ErrorCondition error(String condition, String description) {
    return new ErrorCondition(Symbol.valueOf(condition), description);
  }

  private static ErrorCondition unauthorized(String address) {
    return error(
        "amqp:unauthorized-access",
        "Unauthorized access. 'Send' or 'Listen' claim(s) are required to perform this operation."
            + " Resource: '"
            + address
            + "'.");
  }

  private ErrorCondition notFound(String address) {
    return error(
        "amqp:not-found",
        "The messaging entity 'sb://"
            + settings.name()
            + ".servicebus.windows.net/"
            + address
            + "' could not be found.");
  }
}
