package io.pilothouse.localtwin.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.SubQueue;
import io.pilothouse.localtwin.broker.NamespaceSettings.TopicSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker as the real Service Bus client finds it. */
class ServiceBusBrokerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  @AfterEach
  void closeAll() throws Exception {
    for (var part : open) {
      part.close();
    }
  }

  @Test
  void aMessageIsSentReceivedUnderALockAndCompleted() throws IOException {
    var broker = broker(QueueSettings.named("orders"));
    sender(broker, "orders").sendMessage(new ServiceBusMessage("one").setMessageId("m-1"));
    assertThat(count(broker, "orders").active()).isEqualTo(1);
    var receiver = receiver(broker, "orders");
    var received = next(receiver);
    assertThat(received.getBody()).hasToString("one");
    assertThat(received.getMessageId()).isEqualTo("m-1");
    assertThat(received.getSequenceNumber()).isEqualTo(1);
    assertThat(received.getLockToken()).isNotEmpty();
    assertThat(count(broker, "orders").active()).isEqualTo(1);
    receiver.complete(received);
    assertThat(count(broker, "orders")).isEqualTo(new QueueCounts("orders", 0, 0, 0, 0, 1, 1, 1));
  }

  @Test
  void anAbandonedMessageComesAgainAndIsDeadLetteredAfterItsLastDelivery() throws IOException {
    var broker = broker(QueueSettings.named("orders").deliveredAtMost(2));
    sender(broker, "orders").sendMessage(new ServiceBusMessage("bad"));
    var receiver = receiver(broker, "orders");
    receiver.abandon(next(receiver));
    var again = next(receiver);
    assertThat(again.getDeliveryCount()).isEqualTo(1);
    receiver.abandon(again);
    var buried = next(deadLetters(broker, "orders"));
    assertThat(buried.getBody()).hasToString("bad");
    assertThat(buried.getDeadLetterReason()).isEqualTo("MaxDeliveryCountExceeded");
    assertThat(count(broker, "orders").deadLetters()).isEqualTo(1);

    broker.discardDeadLetters();
    assertThat(count(broker, "orders").deadLetters()).isZero();
  }

  @Test
  void aReceiverPutsAMessageAsideWithItsReason() throws IOException {
    var broker = broker(QueueSettings.named("orders"));
    sender(broker, "orders").sendMessage(new ServiceBusMessage("odd"));
    var receiver = receiver(broker, "orders");
    receiver.deadLetter(
        next(receiver),
        new DeadLetterOptions()
            .setDeadLetterReason("Unreadable")
            .setDeadLetterErrorDescription("no such field"));
    var buried = next(deadLetters(broker, "orders"));
    assertThat(buried.getDeadLetterReason()).isEqualTo("Unreadable");
    assertThat(buried.getDeadLetterErrorDescription()).isEqualTo("no such field");
  }

  @Test
  void oneIdIsTakenOnceWithinTheWindow() throws IOException {
    var broker = broker(QueueSettings.named("orders").detectingDuplicates(Duration.ofMinutes(1)));
    var sender = sender(broker, "orders");
    sender.sendMessage(new ServiceBusMessage("first").setMessageId("same"));
    sender.sendMessage(new ServiceBusMessage("second").setMessageId("same"));
    assertThat(count(broker, "orders").active()).isEqualTo(1);
    assertThat(count(broker, "orders").incoming()).isEqualTo(1);
  }

  @Test
  void aBatchIsSeveralMessages() throws IOException {
    var broker = broker(QueueSettings.named("orders"));
    sender(broker, "orders")
        .sendMessages(
            IntStream.range(0, 20).mapToObj(i -> new ServiceBusMessage("b" + i)).toList());
    assertThat(count(broker, "orders").active()).isEqualTo(20);
    assertThat(receiver(broker, "orders").receiveMessages(20, PATIENCE).stream().count())
        .isPositive();
  }

  @Test
  void aLockThatEndsGivesTheMessageBackAndARenewedOneHolds() throws IOException {
    var broker = broker(QueueSettings.named("orders").lockedFor(Duration.ofMillis(700)));
    sender(broker, "orders").sendMessage(new ServiceBusMessage("slow"));
    var receiver = receiver(broker, "orders");
    var held = next(receiver);
    var until = held.getLockedUntil();
    assertThat(receiver.renewMessageLock(held)).isAfter(until);
    var again = next(receiver);
    assertThat(again.getDeliveryCount()).isEqualTo(1);
    assertThatThrownBy(() -> receiver.complete(held)).hasMessageContaining("lock");
    receiver.complete(again);
  }

  @Test
  void aScheduledMessageIsSeenAtItsTime() throws IOException {
    var broker = broker(QueueSettings.named("orders"));
    sender(broker, "orders")
        .scheduleMessage(
            new ServiceBusMessage("later"),
            java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC).plusSeconds(1));
    assertThat(count(broker, "orders").scheduled()).isEqualTo(1);
    assertThat(next(receiver(broker, "orders")).getBody()).hasToString("later");
  }

  @Test
  void oneReceiverHasASessionInItsOrder() throws IOException {
    var broker = broker(QueueSettings.named("orders").withSessions());
    var sender = sender(broker, "orders");
    for (String session : List.of("a", "b", "a")) {
      sender.sendMessage(new ServiceBusMessage(session).setSessionId(session));
    }
    var sessions = opened(client(broker).sessionReceiver().queueName("orders").buildClient());
    var a = opened(sessions.acceptNextSession());
    var b = opened(sessions.acceptNextSession());
    assertThat(a.getSessionId()).isEqualTo("a");
    assertThat(b.getSessionId()).isEqualTo("b");
    a.complete(next(a));
    a.complete(next(a));
    b.complete(next(b));
    assertThat(count(broker, "orders").completed()).isEqualTo(3);
    assertThatThrownBy(() -> sender.sendMessage(new ServiceBusMessage("none")))
        .hasMessageContaining("SessionId");
  }

  @Test
  void aTopicCopiesToEachSubscription() throws IOException {
    var broker =
        opened(
            ServiceBusBroker.start(
                new NamespaceSettings(
                    "sb",
                    262_144,
                    List.of(),
                    List.of(
                        new TopicSettings(
                            "events",
                            List.of(QueueSettings.named("audit"), QueueSettings.named("stats"))))),
                Clock.systemUTC()));
    var sender = opened(client(broker).sender().topicName("events").buildClient());
    sender.sendMessage(new ServiceBusMessage("happened"));
    var audit =
        opened(
            client(broker).receiver().topicName("events").subscriptionName("audit").buildClient());
    audit.complete(next(audit));
    assertThat(count(broker, "events/Subscriptions/audit").active()).isZero();
    assertThat(count(broker, "events/Subscriptions/stats").active()).isEqualTo(1);
  }

  @Test
  void twoBrokersStandSideBySide() throws IOException {
    var one = broker(QueueSettings.named("orders"));
    var other = broker(QueueSettings.named("orders"));
    sender(one, "orders").sendMessage(new ServiceBusMessage("to one"));
    assertThat(one.port()).isNotEqualTo(other.port());
    assertThat(count(one, "orders").active()).isEqualTo(1);
    assertThat(count(other, "orders").active()).isZero();
  }

  @Test
  void whatIsNotThereAndWhoHasNoKeyIsRefused() throws IOException {
    var broker = broker(QueueSettings.named("orders"));
    assertThatThrownBy(() -> sender(broker, "nothing").sendMessage(new ServiceBusMessage("x")))
        .hasMessageContaining("could not be found");
    String forged =
        broker.connectionString().replaceAll("SharedAccessKey=[^;]*", "SharedAccessKey=Zm9yZ2Vk");
    var stranger = opened(builder(forged).sender().queueName("orders").buildClient());
    assertThatThrownBy(() -> stranger.sendMessage(new ServiceBusMessage("x")))
        .isInstanceOf(RuntimeException.class);
    assertThat(count(broker, "orders").incoming()).isZero();
  }

  @Test
  void aClientFindsTheBrokerAgainAfterItsConnectionsWereCut() throws IOException {
    var broker = broker(QueueSettings.named("orders"));
    // Its client waits so long, twice, until it says that nobody is there.
    Duration tryTimeout = Duration.ofSeconds(5);
    var sender =
        opened(
            builder(broker.connectionString(), tryTimeout)
                .sender()
                .queueName("orders")
                .buildClient());
    sender.sendMessage(new ServiceBusMessage("before"));
    broker.refuse();
    assertThatThrownBy(() -> sender.sendMessage(new ServiceBusMessage("lost")))
        .isInstanceOf(RuntimeException.class);
    broker.accept();
    await()
        .atMost(Duration.ofSeconds(50))
        .ignoreExceptions()
        .until(() -> {
          sender.sendMessage(new ServiceBusMessage("after"));
          return true;
        });
    assertThat(count(broker, "orders").active()).isGreaterThanOrEqualTo(2);
  }

  private ServiceBusBroker broker(QueueSettings queue) throws IOException {
    return opened(
        ServiceBusBroker.start(
            new NamespaceSettings("sb", 262_144, List.of(queue), List.of()), Clock.systemUTC()));
  }

  private static ServiceBusClientBuilder client(ServiceBusBroker broker) {
    return builder(broker.connectionString());
  }

  private static ServiceBusClientBuilder builder(String connection) {
    return builder(connection, Duration.ofSeconds(30));
  }

  private static ServiceBusClientBuilder builder(String connection, Duration tryTimeout) {
    return new ServiceBusClientBuilder()
        .connectionString(connection)
        .retryOptions(
            new AmqpRetryOptions()
                .setMaxRetries(1)
                .setDelay(Duration.ofMillis(100))
                .setTryTimeout(tryTimeout));
  }

  private ServiceBusSenderClient sender(ServiceBusBroker broker, String queue) {
    return opened(client(broker).sender().queueName(queue).buildClient());
  }

  private ServiceBusReceiverClient receiver(ServiceBusBroker broker, String queue) {
    return opened(
        client(broker)
            .receiver()
            .queueName(queue)
            .disableAutoComplete()
            .maxAutoLockRenewDuration(Duration.ZERO)
            .buildClient());
  }

  private ServiceBusReceiverClient deadLetters(ServiceBusBroker broker, String queue) {
    return opened(
        client(broker)
            .receiver()
            .queueName(queue)
            .subQueue(SubQueue.DEAD_LETTER_QUEUE)
            .disableAutoComplete()
            .buildClient());
  }

  private static ServiceBusReceivedMessage next(ServiceBusReceiverClient receiver) {
    return receiver.receiveMessages(1, PATIENCE).stream().findFirst().orElseThrow();
  }

  private static QueueCounts count(ServiceBusBroker broker, String queue) {
    return broker.counts(queue).orElseThrow();
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.addFirst(part);
    return part;
  }
}
