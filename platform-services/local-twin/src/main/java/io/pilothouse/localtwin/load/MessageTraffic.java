package io.pilothouse.localtwin.load;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pilothouse.blueprints.service.MessageRoutes;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.messaging.BrokerConnection;
import io.pilothouse.serviceruntime.messaging.HandledMessages;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of a system: each write request that a service answers makes one, sent to its queues
 * in turn, and the pods of the consuming services work them off. One client connection stands for
 * all pods of a service. Safe for use by any thread.
 */
public final class MessageTraffic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageTraffic.class);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final int MOST_REMEMBERED = 100_000;

  private final List<QueueProducer> producers = new ArrayList<>();
  private final Map<String, QueueWorkers> workers = new HashMap<>();
  private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("message-traffic").factory());

  private MessageTraffic() {}

  /**
   * Begins to send and to consume.
   *
   * @param brokers the connection string of a broker by its resource name
   */
  public static MessageTraffic start(
      MessageRoutes routes,
      Function<String, String> brokers,
      List<SimulatedService> services,
      InstantSource clock) {
    var traffic = new MessageTraffic();
    var byName =
        services.stream().collect(Collectors.toMap(s -> s.plan().service(), Function.identity()));
    for (var route : routes.routes()) {
      Optional.ofNullable(byName.get(route.consumer()))
          .ifPresent(service ->
              traffic.workers.put(
                  route.queue(),
                  new QueueWorkers(
                      route,
                      service,
                      connection(brokers, route, service, clock),
                      HandledMessages.inMemory(
                          REMEMBERED, MOST_REMEMBERED, Ticker.systemTicker()))));
    }
    for (var service : services) {
      var own =
          routes.routes().stream()
              .filter(r -> r.senders().contains(service.plan().service()))
              .toList();
      if (!own.isEmpty()) {
        var connection = connection(brokers, own.getFirst(), service, clock);
        traffic.producers.add(new QueueProducer(service, own, connection));
      }
    }
    var unused =
        traffic.ticker.scheduleWithFixedDelay(
            traffic::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    return traffic;
  }

  /**
   * The text of a message that asks for work.
   *
   * @param from who sends it
   */
  public static String work(String from, UUID id) {
    return QueueWorkers.body(from, id);
  }

  /** The queues that somebody consumes. */
  public List<String> queues() {
    return List.copyOf(workers.keySet());
  }

  /** Stops who consumes the queue, until {@link #resume}; the pods go on with their requests. */
  public void pause(String queue) {
    of(queue).pause(true);
  }

  public void resume(String queue) {
    of(queue).pause(false);
  }

  public List<MessagingSnapshot> snapshot() {
    return workers.values().stream()
        .map(w ->
            w.snapshot(
                producers.stream().mapToLong(p -> p.sent(w.queue())).sum(),
                producers.stream().mapToLong(p -> p.unsent(w.queue())).sum()))
        .toList();
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    sending.shutdownNow();
    Stream.<AutoCloseable>concat(workers.values().stream(), producers.stream())
        .parallel()
        .forEach(part -> {
          try {
            part.close();
          } catch (Exception e) {
            LOG.debug("messaging did not stop in order: {}", e.toString());
          }
        });
  }

  private QueueWorkers of(String queue) {
    var found = workers.get(queue);
    if (found == null) {
      throw new IllegalArgumentException(
          "nobody consumes a queue '" + queue + "'; there are " + workers.keySet());
    }
    return found;
  }

  private void tick() {
    try {
      producers.forEach(producer -> producer.sendDue(sending));
      workers.values().forEach(w -> w.follow(sending));
    } catch (RuntimeException e) {
      LOG.warn("messages of this tick are missing: {}", e.toString());
    }
  }

  private static BrokerConnection connection(
      Function<String, String> brokers,
      MessageRoutes.Route route,
      SimulatedService service,
      InstantSource clock) {
    return new BrokerConnection(brokers.apply(route.broker()), PATIENCE, clock)
        .tellingFailures(failure -> service.failedAt(route.component(), FailureKind.of(failure)));
  }
}
