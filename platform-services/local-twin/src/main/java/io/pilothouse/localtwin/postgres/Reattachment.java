package io.pilothouse.localtwin.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the others follow a primary: re-pointed where their data fits, seeded anew where it may
 * not.
 *
 * <p>A former primary fits after a proven clean shutdown only; otherwise what it wrote last may be
 * on no other server. A replica does not fit if it has received more than the new primary ever had:
 * it carries a history that is no longer true.
 */
final class Reattachment {

  private static final Logger LOG = LoggerFactory.getLogger(Reattachment.class);
  private static final Duration FOLLOW_LIMIT = Duration.ofSeconds(5);
  private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(10);

  private final Group group;
  private final Member primary;

  Reattachment(Group group, Member primary) {
    this.group = group;
    this.primary = primary;
  }

  /** After the primary had to move to another port. */
  void leadFollowers() {
    group.standby().filter(Member::isUsable).ifPresent(this::leadStandby);
    leadReplicas();
  }

  private void leadStandby(Member standby) {
    try {
      group.replication().follow(primary, standby);
    } catch (SQLException e) {
      LOG.warn("standby={} does not follow {}: {}", standby.name(), primary.name(), e.toString());
    }
  }

  void leadReplicas() {
    Optional<LogSequenceNumber> fork = primary.server().data().forkOfNewestTimeline();
    Replication.inParallel(
        group.replicas().stream().filter(Member::isUsable).toList(),
        replica -> leadReplica(replica, fork));
    group.board().membersChanged();
  }

  private void leadReplica(Member replica, Optional<LogSequenceNumber> fork) {
    try {
      boolean ahead =
          fork.flatMap(at -> received(replica).filter(position -> position.isAfter(at)))
              .isPresent();
      if (!ahead) {
        group.replication().follow(primary, replica);
        // One whose replay is paused turns to the new primary when it is resumed.
        if (replica.replayPaused()
            || group.replication().awaitStreaming(primary, replica, FOLLOW_LIMIT)) {
          return;
        }
      }
      LOG.info("replica={} does not fit, seeding it anew ahead={}", replica.name(), ahead);
      seedAnew(replica);
    } catch (SQLException | PostgresException e) {
      // It is one replica; supervision looks after it when the failover is done.
      LOG.warn("replica={} does not follow {}: {}", replica.name(), primary.name(), e.toString());
    }
  }

  private static Optional<LogSequenceNumber> received(Member replica) {
    try {
      return replica
          .server()
          .operations()
          .value("SELECT pg_last_wal_receive_lsn()")
          .map(LogSequenceNumber::parse);
    } catch (SQLException unknown) {
      return Optional.empty();
    }
  }

  /** Replaces the member's data by a copy of the primary's. */
  void seedAnew(Member member) {
    member.server().cutOff();
    member.starting(true);
    member.silent(false);
    member.replayPaused(false);
    group.board().membersChanged();
    try {
      group.replication().seed(primary, List.of(member));
    } finally {
      present(member);
    }
  }

  /** Shows what has become of a member; should its port have been taken meanwhile, the new one. */
  private void present(Member member) {
    member.starting(false);
    member.endpoint().ifPresent(endpoint -> endpoint.leadTo(member.server().port()));
    group.board().membersChanged();
  }

  /** Starts a member that is down; if its data turns out not to fit, with new data. */
  void revive(Member member) {
    member.server().cutOff();
    member.starting(true);
    member.silent(false);
    group.board().membersChanged();
    try {
      Replication.createSlot(primary, member);
      group.replication().restartFollowing(primary, member);
      member.replayPaused(false);
      return;
    } catch (SQLException | PostgresException e) {
      LOG.warn("member={} does not follow as it is: {}", member.name(), e.getMessage());
    } finally {
      present(member);
    }
    seedAnew(member);
  }

  void bringBack(Member oldPrimary, boolean fits) throws SQLException {
    if (fits) {
      revive(oldPrimary);
      Replication.dropAllSlots(oldPrimary);
    } else {
      seedAnew(oldPrimary);
    }
    group
        .board()
        .highAvailability(
            HighAvailabilityStatus.REPLICATING_DATA,
            oldPrimary.name() + " streams as standby and catches up.");
  }

  /** From now on commits survive the loss of the primary. */
  void confirmBy(Member standby) throws SQLException {
    if (!group.replication().confirmBy(primary, standby, CONFIRM_LIMIT)) {
      group.replication().confirmAlone(primary);
      throw new PostgresException(
          "%s streams but does not confirm commits within %d s; %s goes on without it"
              .formatted(standby.name(), CONFIRM_LIMIT.toSeconds(), primary.name()));
    }
    group
        .board()
        .publish(
            ServerStatus.READY,
            HighAvailabilityStatus.HEALTHY,
            CommitGuarantee.STANDBY_CONFIRMED,
            "%s is primary, %s confirms its commits.".formatted(primary.name(), standby.name()));
  }
}
