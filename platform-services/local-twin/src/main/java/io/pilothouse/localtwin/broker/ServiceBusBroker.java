package io.pilothouse.localtwin.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Service Bus namespace on this machine: an AMQP 1.0 broker on a free loopback port that the
 * Service Bus client library sends to, receives from under locks, completes, abandons and
 * dead-letters. Plain TCP; a key made for the run. Messages are kept in memory only.
 *
 * <p>Not there: deferral, transactions, filters of subscriptions (each gets everything),
 * forwarding, automatic deletion. Safe for use by any thread.
 */
public final class ServiceBusBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceBusBroker.class);

  private static final String ORIGIN = "origin";

  /** So many messages are put in between two looks at the connections. */
  private static final int PORTION = 200;

  private final NamespaceSettings settings;
  private final BrokerEntities entities;
  private final BrokerLinks links;
  private final EventLoop loop;
  private volatile SharedAccessKey key = SharedAccessKey.random();

  private ServiceBusBroker(NamespaceSettings settings, InstantSource clock) throws IOException {
    this.settings = settings;
    this.entities = new BrokerEntities(settings);
    this.links =
        new BrokerLinks(settings, entities, new RequestNodes(entities, () -> key, clock), clock);
    this.loop =
        new EventLoop(
            settings.name(),
            clock,
            channel -> new AmqpConnection(channel, settings.name(), links),
            links::advance);
  }

  /** Starts to listen. @throws IOException if no loopback port can be had */
  public static ServiceBusBroker start(NamespaceSettings settings, InstantSource clock)
      throws IOException {
    var broker = new ServiceBusBroker(settings, clock);
    broker.loop.start();
    LOG.info("broker={} port={}", settings.name(), broker.loop.port());
    return broker;
  }

  public NamespaceSettings settings() {
    return settings;
  }

  public int port() {
    return loop.port();
  }

  /**
   * By which a client reaches it; holds the key. The last part is what makes the client library
   * speak plain TCP to the port that stands here, as it does to Microsoft's emulator.
   */
  public String connectionString() {
    return "Endpoint=sb://127.0.0.1:%d;SharedAccessKeyName=%s;SharedAccessKey=%s;UseDevelopmentEmulator=true"
        .formatted(loop.port(), key.name(), key.secret());
  }

  /** What each queue and subscription holds now. */
  public List<QueueCounts> counts() {
    return loop.ask(entities::counts);
  }

  /**
   * What a queue holds now.
   *
   * @param address its name; of a subscription, the whole address
   */
  public Optional<QueueCounts> counts(String address) {
    return counts().stream().filter(q -> q.name().equalsIgnoreCase(address)).findFirst();
  }

  /** How many clients are connected. */
  public int connections() {
    return loop.ask(() -> loop.connections().size());
  }

  /**
   * Puts messages into a queue or topic at once, as a sender that nobody holds back would.
   *
   * @param origin an application property of that name says where each came from
   * @param body a message's text by its id
   * @throws IllegalArgumentException if there is nothing of that name
   */
  public void flood(String address, int count, String origin, Function<UUID, String> body) {
    for (int done = 0; done < count; done += PORTION) {
      int portion = Math.min(PORTION, count - done);
      loop.ask(() -> {
        if (entities.targets(address).isEmpty()) {
          throw new IllegalArgumentException(
              settings.name() + " has no queue or topic '" + address + "'");
        }
        IntStream.range(0, portion)
            .forEach(i -> links.send(address, 0, AmqpForm.encode(message(origin, body), 256)));
        return portion;
      });
    }
  }

  /** Takes away what is left of a flood, dead letters too. */
  public void discard(String origin) {
    loop.ask(() -> {
      entities.discard(message ->
          message.getApplicationProperties() != null
              && origin.equals(message.getApplicationProperties().getValue().get(ORIGIN)));
      return true;
    });
  }

  /** Takes away what could not be delivered, as an operator does who has looked at it. */
  public void discardDeadLetters() {
    loop.ask(() -> {
      entities.discardDeadLetters();
      return true;
    });
  }

  /** Ends all connections and refuses new ones, until {@link #accept}. */
  public void refuse() {
    loop.ask(() -> {
      loop.refuse();
      return true;
    });
    LOG.info("broker={} refuses connections", settings.name());
  }

  /** Takes connections again, at the same port. */
  public void accept() {
    loop.ask(() -> {
      loop.accept();
      return true;
    });
    LOG.info("broker={} takes connections", settings.name());
  }

  @Override
  public void close() {
    loop.close();
  }

  private static Message message(String origin, Function<UUID, String> body) {
    Message message = Proton.message();
    UUID id = UUID.randomUUID();
    message.setMessageId(id.toString());
    message.setGroupId("session-" + id.toString().charAt(0));
    message.setApplicationProperties(new ApplicationProperties(Map.of(ORIGIN, origin)));
    message.setBody(new Data(new Binary(body.apply(id).getBytes(StandardCharsets.UTF_8))));
    return message;
  }
}
