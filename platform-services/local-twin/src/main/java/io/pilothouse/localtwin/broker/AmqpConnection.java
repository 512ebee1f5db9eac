package io.pilothouse.localtwin.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.SaslListener;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: moves bytes between its socket and the AMQP engine, and hands what the
 * engine says to the broker's links. Touched by the loop's thread only.
 */
final class AmqpConnection {
  private static final int FRAME_BYTES = 65_536;
  private static final int SESSION_BYTES = 4 << 20;

  private final SocketChannel channel;
  private final String container;
  private final BrokerLinks links;
  private final Transport transport = Proton.transport();
  private final Connection connection = Proton.connection();
  private final Collector collector = Proton.collector();

  /** Sessions whose end is not written yet; the engine miscounts those that are freed before. */
  private final List<Session> ended = new ArrayList<>();

  private boolean authorized;
  private @Nullable SelectionKey key;

  AmqpConnection(SocketChannel channel, String container, BrokerLinks links) {
    this.channel = channel;
    this.container = container;
    this.links = links;
    transport.setMaxFrameSize(FRAME_BYTES);
    transport.setEmitFlowEventOnSend(false);
    Sasl sasl = transport.sasl();
    sasl.server();
    sasl.setMechanisms("ANONYMOUS", "EXTERNAL", "MSSBCBS");
    sasl.allowSkip(true);
    sasl.setListener(new Anyone());
    connection.collect(collector);
    connection.setContext(this);
    transport.bind(connection);
  }

  static AmqpConnection of(Link link) {
    return (AmqpConnection) link.getSession().getConnection().getContext();
  }

  void key(SelectionKey registered) {
    key = registered;
  }

  /** Whether a token was accepted on this connection. */
  boolean authorized() {
    return authorized;
  }

  void authorized(boolean yes) {
    authorized = yes;
  }

  Connection engine() {
    return connection;
  }

  void read() throws IOException {
    int room = transport.capacity();
    if (room > 0) {
      ByteBuffer tail = transport.tail();
      int count = channel.read(tail);
      if (count < 0) {
        transport.close_tail();
      } else {
        transport.process();
      }
    }
    dispatch();
  }

  /** Writes what is due. False when the connection has ended. */
  boolean write() throws IOException {
    dispatch();
    int pending = transport.pending();
    boolean full = false;
    while (pending > 0 && !full) {
      int count = channel.write(transport.head());
      full = count == 0;
      transport.pop(count);
      pending = transport.pending();
    }
    if (pending == 0) {
      ended.forEach(Session::free);
      ended.clear();
    }
    SelectionKey registered = key;
    if (registered != null && registered.isValid()) {
      registered.interestOps(
          full ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
    return pending >= 0 && transport.capacity() >= 0;
  }

  void tick(long now) {
    transport.tick(now);
  }

  void gone() {
    links.gone(this);
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private void dispatch() {
    for (Event event = collector.peek(); event != null; event = collector.peek()) {
      handle(event);
      collector.pop();
    }
  }

  @SuppressWarnings("MissingCasesInEnumSwitch") // the engine says more than a broker needs
  private void handle(Event event) {
    switch (event.getType()) {
      case CONNECTION_REMOTE_OPEN -> {
        connection.setContainer(container);
        connection.open();
      }
      case SESSION_REMOTE_OPEN -> {
        event.getSession().setIncomingCapacity(SESSION_BYTES);
        event.getSession().open();
      }
      case LINK_REMOTE_OPEN -> links.opened(event.getLink());
      case LINK_FLOW -> links.flow(event.getLink());
      case DELIVERY -> delivery(event.getDelivery());
      case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> {
        links.closed(event.getLink());
        event.getLink().close();
        event.getLink().free();
      }
      case SESSION_REMOTE_CLOSE -> {
        links.closed(event.getSession());
        event.getSession().close();
        ended.add(event.getSession());
      }
      case CONNECTION_REMOTE_CLOSE -> {
        links.gone(this);
        connection.close();
      }
      default -> {}
    }
  }

  private void delivery(Delivery delivery) {
    if (delivery.getLink() instanceof Receiver receiver) {
      if (delivery.isReadable() && !delivery.isPartial()) {
        byte[] transfer = new byte[delivery.pending()];
        receiver.recv(transfer, 0, transfer.length);
        receiver.advance();
        links.received(receiver, delivery, transfer);
      }
    } else if (delivery.isUpdated() && delivery.getLink() instanceof Sender sender) {
      delivery.clear();
      links.settled(sender, delivery);
    }
  }

  /** Lets everybody in: who may do what is decided by the token that follows. */
  private static final class Anyone implements SaslListener {
    @Override
    public void onSaslInit(Sasl sasl, Transport transport) {
      sasl.done(Sasl.SaslOutcome.PN_SASL_OK);
    }

    @Override
    public void onSaslMechanisms(Sasl sasl, Transport transport) {}

    @Override
    public void onSaslChallenge(Sasl sasl, Transport transport) {}

    @Override
    public void onSaslResponse(Sasl sasl, Transport transport) {}

    @Override
    public void onSaslOutcome(Sasl sasl, Transport transport) {}
  }
}
