package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.postgres.FailoverReport.Phase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * One failover, step by step, in the thread that calls it and under the operation permit.
 *
 * <p>A planned one loses nothing by construction: a checkpoint is written while writes still go on,
 * the endpoint is cut, the primary shuts down, which in PostgreSQL includes sending everything to
 * every receiver, and the standby is promoted only after it has proved to hold the primary's last
 * record. A forced one kills the primary and every backend of it first, so that no commit can be
 * acknowledged behind the standby's back; with commits confirmed by the standby it loses nothing
 * either.
 */
final class FailoverProcedure {

  private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(15);
  private static final Duration RECEIVE_LIMIT = Duration.ofSeconds(5);
  private static final Duration PROMOTE_LIMIT = Duration.ofSeconds(30);

  private final Group group;
  private final FailoverMode mode;
  private final boolean automatic;
  private final Instant startedAt;
  private final CommitGuarantee guarantee;
  private final Member oldPrimary;
  private final Member newPrimary;
  private final List<Phase> phases = new ArrayList<>();
  private Duration withoutPrimary = Duration.ZERO;
  private boolean oldPrimaryFits;

  FailoverProcedure(
      Group group, Member standby, FailoverMode mode, boolean automatic, InstantSource clock) {
    this.group = group;
    this.mode = mode;
    this.automatic = automatic;
    this.startedAt = clock.instant();
    this.guarantee = group.board().current().commitGuarantee();
    this.oldPrimary = group.primary();
    this.newPrimary = standby;
  }

  private interface Action {
    void run() throws SQLException;
  }

  private void phase(String name, Action action) {
    long begun = System.nanoTime();
    try {
      action.run();
    } catch (SQLException e) {
      throw Replication.failed("The failover of " + group.name() + " could not " + name, e);
    } finally {
      phases.add(new Phase(name, Duration.ofNanos(System.nanoTime() - begun)));
    }
  }

  /** Moves the endpoint to the standby. */
  FailoverReport makeWritable() {
    if (mode == FailoverMode.PLANNED) {
      phase("write a checkpoint", () -> oldPrimary.server().operations().execute("CHECKPOINT"));
    }
    group
        .board()
        .publish(
            ServerStatus.FAILING_OVER,
            HighAvailabilityStatus.FAILING_OVER,
            guarantee,
            "%s failover from %s to %s."
                .formatted(
                    automatic ? "Automatic" : mode == FailoverMode.PLANNED ? "Planned" : "Forced",
                    oldPrimary.name(),
                    newPrimary.name()));
    long cut = System.nanoTime();
    phase("cut the endpoint", group.endpoint()::leadNowhere);
    switch (mode) {
      case PLANNED -> shutDownOldPrimary();
      case FORCED -> phase("cut off the primary", oldPrimary.server()::cutOff);
    }
    phase("promote the standby", this::promote);
    phase("lead the endpoint to it", () -> group.endpoint().leadTo(newPrimary.server().port()));
    withoutPrimary = Duration.ofNanos(System.nanoTime() - cut);
    oldPrimary.become(MemberRole.STANDBY);
    newPrimary.become(MemberRole.PRIMARY);
    group
        .board()
        .publish(
            ServerStatus.READY,
            HighAvailabilityStatus.CREATING_STANDBY,
            CommitGuarantee.PRIMARY_ONLY,
            "%s took over from %s after %d ms without primary; the others are being attached."
                .formatted(newPrimary.name(), oldPrimary.name(), withoutPrimary.toMillis()));
    return report();
  }

  private void shutDownOldPrimary() {
    phase(
        "let go of silent and slow replicas",
        () -> group.replication().letGoOfSlow(oldPrimary, newPrimary));
    phase("shut down the primary", () -> oldPrimaryFits = oldPrimary.server().stop(SHUTDOWN_LIMIT));
    phase("prove that the standby has everything", this::proveNothingIsMissing);
  }

  /**
   * The shutdown checkpoint is the last record that a primary writes. Whoever has received it has
   * received all. Otherwise the old primary, which has everything, goes on.
   */
  private void proveNothingIsMissing() {
    ControlFile control = ControlFile.read(oldPrimary.server().data().path());
    String received =
        "SELECT pg_last_wal_receive_lsn() > " + Replication.quoted(control.checkpoint().toString());
    if (!Waiting.until(
        RECEIVE_LIMIT,
        Duration.ofMillis(2),
        () -> newPrimary.server().operations().isTrue(received))) {
      oldPrimary.server().start();
      group.endpoint().leadTo(oldPrimary.server().port());
      group
          .board()
          .publish(
              ServerStatus.READY,
              HighAvailabilityStatus.REPLICATING_DATA,
              guarantee,
              "The planned failover was abandoned: " + newPrimary.name() + " lacked data.");
      throw new PostgresException(
          "The planned failover of %s was abandoned and %s is primary again: %s has not received the last record at %s. Look at the replication lag and repeat it"
              .formatted(group.name(), oldPrimary.name(), newPrimary.name(), control.checkpoint()));
    }
    oldPrimaryFits = oldPrimaryFits && control.shutDownCleanly();
  }

  /** Without {@code wait}, which asks ten times a second only; here it is asked at once. */
  private void promote() throws SQLException {
    Session session = newPrimary.server().operations();
    if (session.isTrue("SELECT NOT pg_is_in_recovery()")) {
      return; // Somebody has promoted it behind our back.
    }
    session.value("SELECT pg_promote(false)");
    if (!Waiting.until(
        PROMOTE_LIMIT,
        Duration.ofMillis(2),
        () -> session.isTrue("SELECT NOT pg_is_in_recovery()"))) {
      throw new PostgresException(
          "%s was not promoted within %d s; %s has no primary. Look at the log beside %s"
              .formatted(
                  newPrimary.name(),
                  PROMOTE_LIMIT.toSeconds(),
                  group.name(),
                  newPrimary.server().data().path()));
    }
  }

  /** Attaches replicas and old primary to the new one, and makes commits safe again. */
  FailoverReport restoreTheOthers() {
    newPrimary.replayPaused(false);
    Reattachment reattachment = new Reattachment(group, newPrimary);
    phase("lead the replicas to it", reattachment::leadReplicas);
    phase(
        "bring the old primary back as standby",
        () -> reattachment.bringBack(oldPrimary, oldPrimaryFits));
    phase("confirm commits by the standby", () -> reattachment.confirmBy(oldPrimary));
    return report();
  }

  FailoverReport report() {
    return new FailoverReport(
        group.name(),
        mode,
        automatic,
        startedAt,
        withoutPrimary,
        guarantee,
        oldPrimary.name(),
        newPrimary.name(),
        phases);
  }
}
