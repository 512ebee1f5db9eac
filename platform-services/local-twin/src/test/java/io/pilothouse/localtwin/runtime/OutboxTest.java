package io.pilothouse.localtwin.runtime;

import static io.pilothouse.localtwin.runtime.RealDatabase.execute;
import static io.pilothouse.localtwin.runtime.RealDatabase.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.models.SubQueue;
import io.pilothouse.localtwin.broker.NamespaceSettings;
import io.pilothouse.localtwin.broker.QueueSettings;
import io.pilothouse.localtwin.broker.ServiceBusBroker;
import io.pilothouse.serviceruntime.data.DatabaseUnavailableException;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.messaging.Answering;
import io.pilothouse.serviceruntime.messaging.BrokerConnection;
import io.pilothouse.serviceruntime.messaging.ConsumerSettings;
import io.pilothouse.serviceruntime.messaging.HandledMessages;
import io.pilothouse.serviceruntime.messaging.MessageConsumer;
import io.pilothouse.serviceruntime.messaging.MessageHandler;
import io.pilothouse.serviceruntime.messaging.MessagingException;
import io.pilothouse.serviceruntime.messaging.OutgoingMessage;
import io.pilothouse.serviceruntime.outbox.HandledOnce;
import io.pilothouse.serviceruntime.outbox.Outbox;
import io.pilothouse.serviceruntime.outbox.OutboxPublisher;
import io.pilothouse.serviceruntime.outbox.TransactionalHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages and the database in one, over a real PostgreSQL and through the broker. */
class OutboxTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PERIOD = Duration.ofMillis(100);

  @TempDir private static Path folder;
  private static RealDatabase database;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private ServiceBusBroker broker;

  @BeforeAll
  static void startDatabase() {
    database = RealDatabase.single(folder);
    database.migrate();
    database.routed().write(execute("create table trip (id text, note text)"));
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
  }

  @BeforeEach
  void start() throws IOException {
    database
        .routed()
        .write(execute("truncate outbox_message, handled_message, trip restart identity"));
    broker =
        opened(
            ServiceBusBroker.start(
                new NamespaceSettings(
                    "sb",
                    64 * 1024,
                    List.of(
                        QueueSettings.named("trips")
                            .withSessions()
                            .detectingDuplicates(Duration.ofMinutes(10)),
                        QueueSettings.named("jobs"),
                        QueueSettings.named("replies").withSessions()),
                    List.of()),
                Clock.systemUTC()));
  }

  @AfterEach
  void stop() throws Exception {
    for (var part : open) {
      part.close();
    }
  }

  @Test
  void sendsWhatWasCommittedAndNothingElse() {
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    consumer("jobs", false, message -> heard.add(message.body()));
    put("jobs", new OutgoingMessage("id-1", "kept", Optional.empty(), Map.of("kind", "trip")));
    assertThatThrownBy(() ->
            database
                .routed()
                .transaction(connection -> {
                  Outbox.put(connection, "jobs", new OutgoingMessage("id-2", "undone"));
                  throw new SQLException("the rest failed", "23505");
                }))
        .isInstanceOf(DatabaseUnavailableException.class);
    put("jobs", new OutgoingMessage("id-3", "after"));

    publisher();

    await().atMost(PATIENCE).until(() -> heard.size() == 2);
    assertThat(heard).containsExactlyInAnyOrder("kept", "after");
    await().atMost(PATIENCE).until(() -> left() == 0);
  }

  @Test
  void keepsTheOrderOfASessionAlthoughPodsShareTheOutboxAndTheBrokerGoesAway() {
    for (int i = 0; i < 300; i++) {
      put("trips", inSession("t-" + i % 7, i));
    }
    publisher();
    publisher();
    Map<String, List<Integer>> heard = new java.util.concurrent.ConcurrentHashMap<>();
    consumer(
        "trips",
        true,
        message ->
            heard
                .computeIfAbsent(
                    message.session().orElseThrow(),
                    session -> new java.util.concurrent.CopyOnWriteArrayList<>())
                .add(Integer.parseInt(message.body())));
    await().atMost(PATIENCE).until(() -> left() < 250);
    broker.refuse();
    for (int i = 300; i < 400; i++) {
      put("trips", inSession("t-" + i % 7, i));
    }
    broker.accept();

    await().atMost(PATIENCE).until(() -> distinct(heard).size() >= 400 && left() == 0);
    heard.forEach((session, numbers) ->
        assertThat(numbers.stream().distinct().toList()).as(session).isSorted());
    assertThat(distinct(heard)).hasSize(400);
  }

  /** What was cut while it was handled comes again, so the same number may be there twice. */
  private static Set<Integer> distinct(Map<String, List<Integer>> heard) {
    return heard.values().stream().flatMap(List::stream).collect(Collectors.toSet());
  }

  @Test
  void aBrokerThatTakesNothingIsToldToWhoCountsFailures() {
    broker.refuse();
    List<FailureKind> told = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (var sender =
        connection().tellingFailures(failure -> told.add(FailureKind.of(failure))).sender("jobs")) {
      assertThatThrownBy(
              () -> sender.send(new OutgoingMessage("lost", "body", Optional.empty(), Map.of())))
          .isInstanceOf(MessagingException.class);
    } finally {
      broker.accept();
    }

    assertThat(told).singleElement().isNotEqualTo(FailureKind.OTHER);
  }

  @Test
  void anEffectIsThereOnceHoweverOftenItsMessageComes() {
    var attempts = new AtomicInteger();
    var once =
        once(
            "trips",
            (message, connection) -> {
              try (var statement =
                  connection.prepareStatement("insert into trip (id, note) values (?, ?)")) {
                statement.setString(1, message.id());
                statement.setString(2, message.body());
                statement.executeUpdate();
              }
              if (attempts.incrementAndGet() == 1) {
                throw new SQLException("fails after its effect", "23505");
              }
            });
    var consumer = consumer("jobs", false, once);
    var sender = opened(connection().sender("jobs"));
    var evil = "'); drop table trip; --";
    sender.send(new OutgoingMessage("id-1", evil));
    await().atMost(PATIENCE).until(() -> consumer.snapshot().handled() == 1);
    sender.send(new OutgoingMessage("id-1", evil));
    await().atMost(PATIENCE).until(() -> once.repeated() == 1);

    assertThat(attempts).hasValue(2);
    assertThat(database.routed().read(value("select count(*) from trip"))).isEqualTo("1");
    assertThat(database.routed().read(value("select note from trip"))).isEqualTo(evil);
  }

  @Test
  void aMessageThatAlwaysFailsIsPutAsideWithItsReasonAndHoldsUpNoOther() {
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    consumer(
        "jobs",
        false,
        message -> {
          if (message.body().equals("poison")) {
            throw new IllegalStateException("no such trip");
          }
          heard.add(message.body());
        });
    put("jobs", new OutgoingMessage("id-1", "poison"));
    put("jobs", new OutgoingMessage("id-2", "x".repeat(100_000)));
    put("jobs", new OutgoingMessage("id-3", "good"));
    var publisher = publisher();

    await().atMost(PATIENCE).until(() -> heard.contains("good"));
    await().atMost(PATIENCE).until(() -> broker.counts("jobs").orElseThrow().deadLetters() == 1);
    await().atMost(PATIENCE).until(() -> publisher.snapshot().refused() == 1);
    assertThat(
            database
                .routed()
                .read(value("select id from outbox_message where refused_at is not null")))
        .isEqualTo("id-2");
    try (var dead =
        new ServiceBusClientBuilder()
            .connectionString(broker.connectionString())
            .receiver()
            .queueName("jobs")
            .subQueue(SubQueue.DEAD_LETTER_QUEUE)
            .buildClient()) {
      var message = java.util.Objects.requireNonNull(dead.peekMessage());
      assertThat(message.getDeadLetterReason()).isEqualTo("AttemptsExhausted");
      assertThat(message.getDeadLetterErrorDescription()).isEqualTo("no such trip");
    }
  }

  @Test
  void aQuestionIsAnsweredToWhoAskedOrNotInTime() throws Exception {
    var asking = connection();
    var requests = opened(asking.requests("replies"));
    var sender = opened(asking.sender("jobs"));
    var silent = requests.ask(sender, new OutgoingMessage("q-0", "7"), Duration.ofMillis(300));
    assertThatThrownBy(() -> silent.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);

    var answering =
        opened(
            new Answering(
                connection(), question -> String.valueOf(2 * Integer.parseInt(question.body()))));
    consumer("jobs", false, answering);
    var answers =
        java.util.stream.IntStream.range(1, 6)
            .mapToObj(i -> requests.ask(sender, new OutgoingMessage("q-" + i, "" + i), PATIENCE))
            .toList();
    for (int i = 0; i < answers.size(); i++) {
      var answer = answers.get(i).get(30, TimeUnit.SECONDS);
      assertThat(answer.body()).isEqualTo(String.valueOf(2 * (i + 1)));
    }
    assertThat(requests.waiting()).isZero();
  }

  @Test
  void theDepthOfAQueueIsCountedWithoutTakingAnything() {
    var depth = opened(connection().depth("jobs"));
    assertThat(depth.count()).hasValue(0);
    var sender = opened(connection().sender("jobs"));
    for (int i = 0; i < 30; i++) {
      sender.send(new OutgoingMessage("id-" + i, "b"));
    }
    assertThat(depth.count()).hasValue(30);
    assertThat(broker.counts("jobs").orElseThrow().active()).isEqualTo(30);
    broker.refuse();
    assertThat(depth.count()).isEmpty();
  }

  private static OutgoingMessage inSession(String session, int number) {
    return new OutgoingMessage("id-" + number, "" + number, Optional.of(session), Map.of());
  }

  private static void put(String queue, OutgoingMessage message) {
    database
        .routed()
        .transaction(connection -> {
          Outbox.put(connection, queue, message);
          return true;
        });
  }

  private static long left() {
    return Long.parseLong(
        database
            .routed()
            .read(value("select count(*) from outbox_message where refused_at is null")));
  }

  private OutboxPublisher publisher() {
    return opened(
        new OutboxPublisher(
            database.routed().forWrites(), connection(), PERIOD, Clock.systemUTC()));
  }

  private static HandledOnce once(String consumer, TransactionalHandler handler) {
    return new HandledOnce(consumer, database.routed(), Duration.ofDays(7), handler);
  }

  private BrokerConnection connection() {
    return new BrokerConnection(
        broker.connectionString(), Duration.ofSeconds(2), Clock.systemUTC());
  }

  private MessageConsumer consumer(String queue, boolean sessions, MessageHandler handler) {
    var consumer =
        opened(
            connection()
                .consumer(
                    new ConsumerSettings(
                        queue, sessions, 4, 3, Duration.ofMillis(200), Duration.ofSeconds(5)),
                    HandledMessages.untracked(),
                    handler));
    consumer.start();
    return consumer;
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.addFirst(part);
    return part;
  }
}
