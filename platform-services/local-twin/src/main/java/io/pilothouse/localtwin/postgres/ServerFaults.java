package io.pilothouse.localtwin.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * What can be done to a flexible server behind its control plane's back, and undone again. {@link
 * #mend} is always possible, also when nothing is broken or supervision is at work already.
 */
public final class ServerFaults {

  private static final Duration POLL = Duration.ofMillis(50);

  /** Longer than any delay of a link, so that a slow one is not taken for a dead one. */
  private static final String PATIENCE = "10min";

  private final Group group;
  private final Operations operations;
  private final Standstill standstill;
  private final Supervisor supervisor;
  private final Storage storage;

  ServerFaults(
      Group group,
      Operations operations,
      Standstill standstill,
      Supervisor supervisor,
      Storage storage) {
    this.group = group;
    this.operations = operations;
    this.standstill = standstill;
    this.supervisor = supervisor;
    this.storage = storage;
  }

  /**
   * Holds up what a replica receives from its primary; the delay builds up at half a second a
   * second. Zero ends it at once.
   *
   * @throws OperationRefusedException if there is no such replica
   */
  public void congest(String replica, Duration delay) {
    Member member = group.member(replica);
    ReplicationLink link =
        member
            .link()
            .orElseThrow(() -> new OperationRefusedException(replica + " is no read replica"));
    if (member.server().isRunning()) {
      try {
        Session session = member.server().operations();
        session.execute(
            delay.isZero()
                ? "ALTER SYSTEM RESET wal_receiver_timeout"
                : "ALTER SYSTEM SET wal_receiver_timeout = '" + PATIENCE + "'");
        session.value("SELECT pg_reload_conf()");
      } catch (SQLException e) {
        throw Replication.failed(replica + " did not do as it was told", e);
      } finally {
        link.congestion(delay);
      }
    } else {
      link.congestion(delay);
    }
  }

  /**
   * Promotes a standby or replica without the control plane's knowledge, so that two members say
   * that they are primary; returns when the second one does.
   *
   * @throws OperationRefusedException if it is no running standby or replica
   */
  public void promoteUnasked(String follower) {
    Member member = group.member(follower);
    if (member.is(MemberRole.PRIMARY) || !member.isUsable()) {
      throw new OperationRefusedException(
          "%s is %s and %s; a running standby or replica can be promoted"
              .formatted(follower, member.role(), member.state().liveness()));
    }
    try {
      member.server().operations().value("SELECT pg_promote(false)");
    } catch (SQLException e) {
      throw Replication.failed(follower + " was not promoted", e);
    }
    if (!Waiting.until(Duration.ofSeconds(30), POLL, member::takesWrites)) {
      throw new PostgresException(follower + " was not promoted within 30 s");
    }
  }

  /** Leaves a server that much storage: what it uses now is this share of it, 0 to 1. */
  public void limitStorage(double usedShare) {
    try {
      storage.limit((long) (storage.usedBytes() / usedShare));
    } catch (SQLException e) {
      throw Replication.failed("It is not known what " + group.name() + " uses", e);
    }
  }

  /** Undoes {@link #limitStorage} and what it has led to. */
  public void freeStorage() {
    if (storage.provisionedBytes().isEmpty()) {
      return;
    }
    try {
      storage.lift();
    } catch (SQLException e) {
      throw Replication.failed("The storage of " + group.name() + " is still limited", e);
    }
  }

  /**
   * Makes the server whole without the pauses that people need to see what happens, and returns
   * when it is: one primary, a standby that confirms commits if there is one by design, every
   * replica streaming. What was held up or limited on purpose stays so.
   *
   * @return whether it is whole within the limit
   */
  public boolean mend(Duration limit) {
    supervisor.hurry(true);
    try {
      return Waiting.until(limit, POLL, this::mended);
    } finally {
      supervisor.hurry(false);
    }
  }

  private boolean mended() {
    try {
      if (standstill.lasts()) {
        standstill.end().join();
      }
      if (group.board().current().status() == ServerStatus.STOPPED) {
        return true; // Closed for good.
      }
      if (!group.primary().server().isRunning()) {
        return false;
      }
      for (Member follower : group.followers()) {
        if (follower.takesWrites()) {
          operations.seedAnew(follower);
        }
      }
      return isRepaired();
    } catch (PostgresException | OperationRefusedException | CompletionException notYet) {
      return false;
    }
  }

  /** Whether nothing is missing, held up or limited, as PostgreSQL itself says. */
  public boolean isWhole() {
    return storage.provisionedBytes().isEmpty()
        && group.followers().stream().noneMatch(Member::replayPaused)
        && isRepaired();
  }

  private boolean isRepaired() {
    FlexibleServerState state = group.board().current();
    boolean safe =
        state.highAvailability() == HighAvailabilityStatus.HEALTHY
            || state.highAvailability() == HighAvailabilityStatus.NOT_ENABLED;
    return safe
        && state.status() == ServerStatus.READY
        && group.primary().takesWrites()
        && group.followers().stream()
            .allMatch(follower ->
                follower.isUsable() && group.replication().streams(group.primary(), follower));
  }
}
