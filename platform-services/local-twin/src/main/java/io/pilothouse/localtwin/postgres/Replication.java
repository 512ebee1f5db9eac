package io.pilothouse.localtwin.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How data gets from the primary to the others: base backup, slot, stream, and the confirmation of
 * commits by the standby.
 */
final class Replication {

  private static final Logger LOG = LoggerFactory.getLogger(Replication.class);
  static final String ROLE = "replication";

  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration STREAMING_LIMIT = Duration.ofSeconds(30);

  private final String password;

  Replication(String password) {
    this.password = password;
  }

  /**
   * Makes members that are not running copies of the primary as it is now, starts them, and returns
   * when they stream. One base backup serves them all.
   */
  void seed(Member primary, List<Member> targets) {
    if (targets.isEmpty()) {
      return;
    }
    try (Session backup = primary.server().newSession(Duration.ofMinutes(3))) {
      for (Member target : targets) {
        renewSlot(primary, target);
      }
      backup.value("SELECT pg_backup_start('seed', true)");
      inParallel(targets, target -> target.server().data().copyFrom(primary.server().data()));
      String label =
          backup
              .value("SELECT labelfile FROM pg_backup_stop(false)")
              .orElseThrow(() -> new SQLException("pg_backup_stop returned no label"));
      inParallel(
          targets,
          target -> {
            target.server().data().write("backup_label", label);
            target
                .server()
                .data()
                .write("postgresql.auto.conf", source(primary, target) + PostgresServer.UNFLUSHED);
            startFollowing(primary, target);
            target.server().flushFromNowOn();
          });
    } catch (SQLException e) {
      throw failed("No base backup of " + primary.name(), e);
    }
    LOG.info(
        "seeded members={} from={}", targets.stream().map(Member::name).toList(), primary.name());
  }

  /** Makes a member whose data folder fits follow the primary, and starts it. */
  void restartFollowing(Member primary, Member follower) {
    DataFolder data = follower.server().data();
    data.write("postgresql.auto.conf", source(primary, follower) + PostgresServer.UNFLUSHED);
    startFollowing(primary, follower);
    follower.server().flushFromNowOn();
  }

  private void startFollowing(Member primary, Member follower) {
    DataFolder data = follower.server().data();
    data.write("standby.signal", "");
    follower.server().start();
    follower.starting(false);
    if (!awaitStreaming(primary, follower, STREAMING_LIMIT)) {
      throw new PostgresException(
          "%s does not stream from %s within %d s; see its log beside %s"
              .formatted(
                  follower.name(), primary.name(), STREAMING_LIMIT.toSeconds(), data.path()));
    }
  }

  /** Points a running standby or replica at another primary. */
  void follow(Member primary, Member follower) throws SQLException {
    createSlot(primary, follower);
    Session session = follower.server().operations();
    session.execute("ALTER SYSTEM SET primary_conninfo = " + quoted(address(primary, follower)));
    session.execute("ALTER SYSTEM SET primary_slot_name = " + quoted(follower.slot()));
    session.value("SELECT pg_reload_conf()");
  }

  boolean awaitStreaming(Member primary, Member follower, Duration limit) {
    return Waiting.until(limit, POLL, () -> streams(primary, follower));
  }

  /** Whether a primary says that a member streams from it. */
  boolean streams(Member primary, Member follower) {
    return primary
        .server()
        .operations()
        .isTrue(
            "SELECT count(*) > 0 FROM pg_stat_replication WHERE state = 'streaming'"
                + " AND application_name = "
                + quoted(follower.name()));
  }

  /**
   * From now on a commit is acknowledged when the standby has flushed it; returns once in force.
   */
  boolean confirmBy(Member primary, Member standby, Duration limit) throws SQLException {
    requireConfirmation(primary, "FIRST 1 (\"" + standby.name() + "\")");
    String confirms =
        "SELECT count(*) > 0 FROM pg_stat_replication WHERE sync_state = 'sync'"
            + " AND application_name = "
            + quoted(standby.name());
    return Waiting.until(limit, POLL, () -> primary.server().operations().isTrue(confirms));
  }

  /** From now on commits wait for nobody, and those that wait already are let go. */
  void confirmAlone(Member primary) throws SQLException {
    requireConfirmation(primary, "");
  }

  private static void requireConfirmation(Member primary, String names) throws SQLException {
    Session session = primary.server().operations();
    session.execute("ALTER SYSTEM SET synchronous_standby_names = " + quoted(names));
    session.value("SELECT pg_reload_conf()");
  }

  /**
   * A shutdown waits for every receiver. One that does not answer, or is far behind, would make it
   * wait for its time-out; it is disconnected, and finds the new primary when it wakes up.
   */
  void letGoOfSlow(Member primary, Member standby) throws SQLException {
    primary
        .server()
        .operations()
        .query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_replication"
                + " WHERE (now() - reply_time > interval '2 s' OR flush_lag > interval '2 s')"
                + " AND application_name <> "
                + quoted(standby.name()),
            row -> "");
  }

  /** Without its slot, a member that is gone for good holds back no write-ahead log. */
  void dropSlot(Member primary, Member leaving) throws SQLException {
    Waiting.until(
        Duration.ofSeconds(5),
        POLL,
        () ->
            primary
                .server()
                .operations()
                .isTrue(
                    "SELECT count(*) = 0 FROM pg_replication_slots WHERE active AND slot_name = "
                        + quoted(leaving.slot())));
    dropSlots(primary, "slot_name = " + quoted(leaving.slot()));
  }

  /** A former primary keeps its slots, which nobody advances any more. */
  static void dropAllSlots(Member formerPrimary) throws SQLException {
    dropSlots(formerPrimary, "true");
  }

  private static void dropSlots(Member owner, String which) throws SQLException {
    owner
        .server()
        .operations()
        .query(
            "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
                + " WHERE NOT active AND "
                + which,
            row -> "");
  }

  private void renewSlot(Member primary, Member follower) throws SQLException {
    dropSlot(primary, follower);
    createSlot(primary, follower);
  }

  /** Reserves the log from now on, so that nothing is recycled before the follower connects. */
  static void createSlot(Member primary, Member follower) throws SQLException {
    primary
        .server()
        .operations()
        .query(
            "SELECT pg_create_physical_replication_slot(%1$s, true) WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = %1$s)"
                .formatted(quoted(follower.slot())),
            row -> "");
  }

  private String source(Member primary, Member follower) {
    return "primary_conninfo = %s%nprimary_slot_name = %s%n"
        .formatted(quoted(address(primary, follower)), quoted(follower.slot()));
  }

  private String address(Member primary, Member follower) {
    return "host=127.0.0.1 port=%d user=%s password=%s application_name=%s sslmode=disable gssencmode=disable"
        .formatted(follower.sourcePort(primary), ROLE, password, follower.name());
  }

  static String quoted(String literal) {
    return "'" + literal.replace("'", "''") + "'";
  }

  static PostgresException failed(String what, SQLException e) {
    return new PostgresException(what + ": " + e.getMessage(), e);
  }

  /** What is done to each of several members. */
  interface Step {
    void on(Member member);
  }

  /**
   * Does the same to all members at once and returns when all are done, or fails like the first.
   */
  static void inParallel(List<Member> members, Step step) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<?>> running = new ArrayList<>();
      members.forEach(
          member -> running.add(CompletableFuture.runAsync(() -> step.on(member), executor)));
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PostgresException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
