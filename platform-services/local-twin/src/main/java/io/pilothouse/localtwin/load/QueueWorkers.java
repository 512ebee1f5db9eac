package io.pilothouse.localtwin.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilothouse.blueprints.service.MessageRoutes;
import io.pilothouse.serviceruntime.messaging.BrokerConnection;
import io.pilothouse.serviceruntime.messaging.ConsumerSettings;
import io.pilothouse.serviceruntime.messaging.HandledMessages;
import io.pilothouse.serviceruntime.messaging.IncomingMessage;
import io.pilothouse.serviceruntime.messaging.MessageConsumer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The pods of a service as they work a queue off: each message goes to the next ready pod and takes
 * of its processor what ten requests take, since what is put into a queue is the long work. Without
 * a ready pod nobody consumes.
 */
final class QueueWorkers implements AutoCloseable {
  static final int REQUESTS_PER_MESSAGE = 10;

  /** At once; the messages that pods can work on follow from their processors. */
  private static final int CONCURRENCY = 8;

  private static final int ATTEMPTS = 3;
  private static final Duration LONGEST_WORK = Duration.ofSeconds(20);
  private static final Duration SESSION_IDLE = Duration.ofMillis(500);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MessageRoutes.Route route;
  private final SimulatedService service;
  private final MessageConsumer consumer;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicBoolean changing = new AtomicBoolean();
  private volatile boolean paused;

  QueueWorkers(
      MessageRoutes.Route route,
      SimulatedService service,
      BrokerConnection connection,
      HandledMessages handled) {
    this.route = route;
    this.service = service;
    this.consumer =
        connection.consumer(
            new ConsumerSettings(
                route.queue(),
                route.sessions(),
                CONCURRENCY,
                ATTEMPTS,
                SESSION_IDLE,
                STOP_PATIENCE),
            handled,
            this::work);
  }

  /** What a message says: a CloudEvent, as services tell each other. */
  static String body(String service, UUID id) {
    return """
    {"specversion":"1.0","id":"%1$s","source":"%2$s","type":"work.requested","subject":"%1$s"}\
    """
        .formatted(id, service);
  }

  private static boolean isEvent(String body) {
    try {
      return JSON.readTree(body).path("specversion").isTextual();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  String queue() {
    return route.queue();
  }

  void pause(boolean on) {
    paused = on;
  }

  /** Starts or stops the consumer as pods come and go. */
  void follow(Executor executor) {
    boolean wanted = !paused && !service.pods().isEmpty();
    if (wanted != consumer.snapshot().running() && changing.compareAndSet(false, true)) {
      executor.execute(() -> {
        try {
          if (wanted) {
            consumer.start();
          } else {
            consumer.stop();
          }
        } finally {
          changing.set(false);
        }
      });
    }
  }

  MessagingSnapshot snapshot(long sent, long unsent) {
    return new MessagingSnapshot(
        route.queue(), route.consumer(), sent, unsent, consumer.snapshot());
  }

  @Override
  public void close() {
    closing.countDown();
    consumer.close();
  }

  private void work(IncomingMessage message) {
    if (!isEvent(message.body())) {
      throw new IllegalArgumentException(
          "the message cannot be read: '" + message.body() + "' is no event");
    }
    var pod =
        service
            .next()
            .orElseThrow(() -> new IllegalStateException("no pod of " + route.consumer()));
    Duration takes = pod.take(REQUESTS_PER_MESSAGE);
    try {
      if (closing.await(
          Math.min(takes.toMillis(), LONGEST_WORK.toMillis()), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the service stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service stops", e);
    }
  }
}
