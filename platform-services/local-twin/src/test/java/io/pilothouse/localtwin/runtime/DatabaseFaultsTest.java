package io.pilothouse.localtwin.runtime;

import static io.pilothouse.localtwin.runtime.RealDatabase.execute;
import static io.pilothouse.localtwin.runtime.RealDatabase.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.serviceruntime.data.CommitOutcomeUnknownException;
import io.pilothouse.serviceruntime.data.DatabaseUnavailableException;
import io.pilothouse.serviceruntime.data.SqlWork;
import io.pilothouse.serviceruntime.data.WritePosition;
import io.pilothouse.serviceruntime.data.WriteSession;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of reads and writes when a primary, its standby or a replica is in trouble. */
class DatabaseFaultsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String REPLICA = "orders-replica";

  @TempDir private static Path folder;
  private static RealDatabase database;

  @BeforeAll
  static void start() {
    database = RealDatabase.zoneRedundant(folder, REPLICA);
    database.routed().write(execute("create table note (id bigint primary key, text text)"));
    database.routed().write(execute("create table mark (id serial primary key, text text)"));
    database
        .routed()
        .write(
            execute(
                "create function lose() returns trigger language plpgsql as $$ begin"
                    + " perform pg_terminate_backend(pg_backend_pid()); return null; end $$"));
    database.routed().write(execute("create table cursed (id int)"));
    database
        .routed()
        .write(
            execute(
                "create constraint trigger lose after insert on cursed deferrable initially"
                    + " deferred for each row execute function lose()"));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void losesNoAcknowledgedWriteWhenThePrimaryIsKilledUnderLoad() throws Exception {
    var acknowledged = new ConcurrentSkipListSet<Long>();
    Set<Long> unknown = ConcurrentHashMap.newKeySet();
    var next = new AtomicLong();
    var end = new AtomicReference<>(Optional.<Instant>empty());
    var writers = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      writers.add(Thread.ofVirtual().start(() -> write(next, acknowledged, unknown, end)));
    }
    await().atMost(PATIENCE).until(() -> acknowledged.size() > 100);

    var victim = database.server().state().primary().name();
    int before = acknowledged.size();
    database.server().kill(victim);

    await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 100);
    end.set(Optional.of(Instant.EPOCH));
    for (var writer : writers) {
      assertThat(writer.join(PATIENCE)).isTrue();
    }
    assertThat(database.server().state().primary().name()).isNotEqualTo(victim);
    var missing = new ArrayList<>(acknowledged);
    missing.removeAll(database.routed().write(all()));
    assertThat(missing).isEmpty();
    assertThat(next.get()).isEqualTo(acknowledged.size() + unknown.size());
  }

  private static void write(
      AtomicLong next,
      Set<Long> acknowledged,
      Set<Long> unknown,
      AtomicReference<Optional<Instant>> end) {
    while (end.get().isEmpty()) {
      long number = next.getAndIncrement();
      try {
        database.routed().transaction(execute("insert into note values (" + number + ", 'n')"));
        acknowledged.add(number);
      } catch (DatabaseUnavailableException e) {
        assertThat(e).hasCauseInstanceOf(CommitOutcomeUnknownException.class);
        unknown.add(number);
      }
    }
  }

  @Test
  void readsFromThePrimaryWhileTheReplicaIsHalfAMinuteBehind() {
    await().atMost(PATIENCE).until(() -> database.routed().read(inRecovery()));

    database.server().delayReplay(REPLICA, Duration.ofSeconds(30));
    try {
      await()
          .atMost(PATIENCE)
          .until(() -> {
            mark("late");
            return !database.routed().read(inRecovery());
          });
      assertThat(database.routed().replicas().getFirst().lag().orElseThrow())
          .isGreaterThan(RealDatabase.OBJECTIVE);
      mark("newest");
      assertThat(database.routed().read(value("select text from mark order by id desc limit 1")))
          .isEqualTo("newest");
    } finally {
      database.server().delayReplay(REPLICA, Duration.ZERO);
    }
    await().atMost(PATIENCE).until(() -> database.routed().read(inRecovery()));
  }

  @Test
  void aSessionReadsItsOwnWritesOnWhicheverPodUntilTheReplicaHasThem() {
    await().atMost(PATIENCE).until(() -> database.routed().read(inRecovery()));
    var carried = new AtomicReference<>(Optional.<String>empty());
    database.server().pauseReplay(REPLICA);
    try {
      new WriteSession(Optional.empty(), position -> carried.set(Optional.of(position.text())))
          .<Boolean, RuntimeException>run(() -> {
            database.routed().transaction(execute("insert into mark (text) values ('mine')"));
            assertThat(
                    database.routed().read(value("select count(*) from mark where text = 'mine'")))
                .isEqualTo("1");
            return true;
          });

      assertThat(elsewhere(carried.get().orElseThrow(), inRecovery())).isFalse();
    } finally {
      database.server().resumeReplay(REPLICA);
    }
    await().atMost(PATIENCE).until(() -> elsewhere(carried.get().orElseThrow(), inRecovery()));
    assertThat(
            elsewhere(
                carried.get().orElseThrow(),
                value("select count(*) from mark where text = 'mine'")))
        .isEqualTo("1");
  }

  @Test
  void triesAgainWhatWasNotCommittedAndNotWhatMayHaveBeen() {
    var lostBefore = new AtomicInteger();
    database
        .routed()
        .transaction(connection -> {
          execute("insert into mark (text) values ('again')").on(connection);
          if (lostBefore.incrementAndGet() == 1) {
            execute("select pg_terminate_backend(pg_backend_pid())").on(connection);
          }
          return true;
        });
    assertThat(lostBefore).hasValue(2);
    assertThat(database.routed().write(value("select count(*) from mark where text = 'again'")))
        .isEqualTo("1");

    var lostAtCommit = new AtomicInteger();
    assertThatThrownBy(() ->
            database
                .routed()
                .transaction(connection -> {
                  lostAtCommit.incrementAndGet();
                  return execute("insert into cursed values (1)").on(connection);
                }))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasCauseInstanceOf(CommitOutcomeUnknownException.class);
    assertThat(lostAtCommit).hasValue(1);
  }

  @Test
  void takesANewPasswordWithoutLettingGoOfAnybody() {
    var user = database.server().application("shop").user();
    var old = database.server().application("shop").password();
    var changed = database.server().rotatePassword("shop");
    assertThat(changed.password()).isNotEqualTo(old);

    database.routed().credentials(user, changed.password());

    for (int i = 0; i < 20; i++) {
      mark("rotated " + i);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    database
                        .routed()
                        .read(value("select count(*) from mark where text like 'rotated %'")))
                .isEqualTo("20"));
  }

  private static <T> T elsewhere(String brought, SqlWork<T> work) {
    var position = WritePosition.read(brought, Duration.ofDays(1), Instant.now());
    assertThat(position).isPresent();
    return new WriteSession(position, moved -> {})
        .<T, RuntimeException>run(() -> database.routed().read(work));
  }

  private static void mark(String text) {
    database.routed().write(execute("insert into mark (text) values ('" + text + "')"));
  }

  private static SqlWork<Boolean> inRecovery() {
    return connection -> value("select pg_is_in_recovery()").on(connection).equals("t");
  }

  private static SqlWork<List<Long>> all() {
    return connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("select id from note")) {
        var found = new ArrayList<Long>();
        while (row.next()) {
          found.add(row.getLong(1));
        }
        return found;
      }
    };
  }
}
