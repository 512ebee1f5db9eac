package io.pilothouse.localtwin.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pilothouse.serviceruntime.messaging.BrokerConnection;
import io.pilothouse.serviceruntime.messaging.ConsumerSettings;
import io.pilothouse.serviceruntime.messaging.HandledMessages;
import io.pilothouse.serviceruntime.messaging.MessageConsumer;
import io.pilothouse.serviceruntime.messaging.MessageHandler;
import io.pilothouse.serviceruntime.messaging.MessagingException;
import io.pilothouse.serviceruntime.messaging.OutgoingMessage;
import io.pilothouse.serviceruntime.messaging.UnprocessableMessageException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a service sends and consumes through the broker. */
class ServiceMessagingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  @AfterEach
  void closeAll() throws Exception {
    for (var part : open) {
      part.close();
    }
  }

  @Test
  void aMessageIsHandledOnceAlthoughItIsSentTwice() throws IOException {
    var broker = broker(QueueSettings.named("jobs"));
    Queue<String> handled = new ConcurrentLinkedQueue<>();
    var consumer = consumer(broker, false, message -> handled.add(message.body()));
    consumer.start();
    var sender = opened(connection(broker).sender("jobs"));
    sender.send(new OutgoingMessage("id-1", "first"));
    await().atMost(PATIENCE).until(() -> consumer.snapshot().handled() == 1);
    sender.send(new OutgoingMessage("id-1", "first, again"));
    await().atMost(PATIENCE).until(() -> consumer.snapshot().repeated() == 1);
    assertThat(handled).containsExactly("first");
    assertThat(broker.counts("jobs").orElseThrow().active()).isZero();
    assertThat(sender.health().working()).isTrue();
  }

  @Test
  void whatFailsThreeTimesAndWhatCannotBeHandledIsPutAside() throws IOException {
    var broker = broker(QueueSettings.named("jobs"));
    var attempts = new AtomicInteger();
    var consumer =
        consumer(
            broker,
            false,
            message -> {
              if (message.body().equals("unreadable")) {
                throw new UnprocessableMessageException("no such field");
              }
              attempts.incrementAndGet();
              throw new IllegalStateException("the database is down");
            });
    consumer.start();
    var sender = opened(connection(broker).sender("jobs"));
    sender.send(new OutgoingMessage("id-1", "fails"));
    sender.send(new OutgoingMessage("id-2", "unreadable"));
    await().atMost(PATIENCE).until(() -> consumer.snapshot().putAside() == 2);
    assertThat(attempts).hasValue(3);
    assertThat(broker.counts("jobs").orElseThrow())
        .extracting(QueueCounts::active, QueueCounts::deadLetters)
        .containsExactly(0, 2);
  }

  @Test
  void sessionsAreHandledInTheirOrder() throws IOException {
    var broker = broker(QueueSettings.named("jobs").withSessions());
    Queue<String> ofOne = new ConcurrentLinkedQueue<>();
    var consumer =
        consumer(
            broker,
            true,
            message -> {
              if (message.session().equals(Optional.of("s-1"))) {
                ofOne.add(message.body());
              }
            });
    consumer.start();
    var sender = opened(connection(broker).sender("jobs"));
    for (int i = 0; i < 6; i++) {
      sender.send(new OutgoingMessage("id-" + i, "b" + i, Optional.of("s-" + i % 3), Map.of()));
    }
    await().atMost(PATIENCE).until(() -> consumer.snapshot().handled() == 6);
    assertThat(ofOne).containsExactly("b1", "b4");
  }

  @Test
  void stoppingFinishesWhatIsBeingHandledAndLeavesTheRest() throws Exception {
    var broker = broker(QueueSettings.named("jobs").lockedFor(Duration.ofSeconds(2)));
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var consumer =
        consumer(
            broker,
            false,
            message -> {
              begun.countDown();
              try {
                assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    consumer.start();
    var sender = opened(connection(broker).sender("jobs"));
    for (int i = 0; i < 20; i++) {
      sender.send(new OutgoingMessage("id-" + i, "b"));
    }
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    var stopping = Thread.ofVirtual().start(consumer::stop);
    goOn.countDown();
    assertThat(stopping.join(PATIENCE)).isTrue();
    long handled = consumer.snapshot().handled();
    assertThat(handled).isBetween(1L, 19L);
    assertThat(broker.counts("jobs").orElseThrow().completed()).isEqualTo(handled);
    assertThat(consumer.snapshot().running()).isFalse();
    consumer.start();
    await().atMost(PATIENCE).until(() -> consumer.snapshot().handled() == 20);
  }

  @Test
  void healthSaysSinceWhenNothingGetsThroughAndThatItDoesAgain() throws IOException {
    var broker = broker(QueueSettings.named("jobs"));
    var sender = opened(connection(broker).sender("jobs"));
    broker.refuse();
    assertThatThrownBy(() -> sender.send(new OutgoingMessage("id-1", "b")))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("id-1");
    assertThat(sender.health().working()).isFalse();
    assertThat(sender.health().lastFailure()).isPresent();
    broker.accept();
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          sender.send(new OutgoingMessage("id-1", "b"));
          return sender.health().working();
        });
  }

  private ServiceBusBroker broker(QueueSettings queue) throws IOException {
    return opened(
        ServiceBusBroker.start(
            new NamespaceSettings("sb", 262_144, List.of(queue), List.of()), Clock.systemUTC()));
  }

  private static BrokerConnection connection(ServiceBusBroker broker) {
    return new BrokerConnection(
        broker.connectionString(), Duration.ofSeconds(1), Clock.systemUTC());
  }

  private MessageConsumer consumer(
      ServiceBusBroker broker, boolean sessions, MessageHandler handler) {
    return opened(
        connection(broker)
            .consumer(
                new ConsumerSettings(
                    "jobs", sessions, 2, 3, Duration.ofMillis(300), Duration.ofSeconds(5)),
                HandledMessages.inMemory(Duration.ofMinutes(1), 1_000, Ticker.systemTicker()),
                handler));
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.addFirst(part);
    return part;
  }
}
