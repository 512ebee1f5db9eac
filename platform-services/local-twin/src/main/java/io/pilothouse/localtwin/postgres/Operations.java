package io.pilothouse.localtwin.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What takes long, each in a virtual thread of its own and under the operation permit, which it
 * gives back when it is done.
 */
final class Operations {

  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final Group group;
  private final OperationGate gate;
  private final InstantSource clock;
  private volatile Optional<FailoverReport> lastFailover = Optional.empty();

  Operations(Group group, OperationGate gate, InstantSource clock) {
    this.group = group;
    this.gate = gate;
    this.clock = clock;
  }

  Optional<FailoverReport> lastFailover() {
    return lastFailover;
  }

  FailoverRun failover(FailoverMode mode) {
    String what = mode == FailoverMode.PLANNED ? "a planned failover" : "a forced failover";
    OperationGate.Permit permit = gate.enter(what, group.name());
    try {
      Member standby = standbyFor(mode);
      return run(new FailoverProcedure(group, standby, mode, false, clock), permit);
    } catch (OperationRefusedException refused) {
      permit.close();
      throw refused;
    }
  }

  private Member standbyFor(FailoverMode mode) {
    FlexibleServerState state = group.board().current();
    Member standby =
        group
            .standby()
            .orElseThrow(() ->
                new OperationRefusedException(
                    group.name()
                        + " has no standby to fail over to. Enable high availability first"));
    if (!standby.isUsable()) {
      throw new OperationRefusedException(
          "The standby %s of %s is %s and cannot take over. Wait until it streams again"
              .formatted(standby.name(), group.name(), standby.state().liveness()));
    }
    if (mode == FailoverMode.PLANNED
        && (state.status() != ServerStatus.READY
            || state.highAvailability() != HighAvailabilityStatus.HEALTHY)) {
      throw new OperationRefusedException(
          "A planned failover of %s is refused: the server is %s and its high availability is %s. Wait until it is Healthy, or force it and accept what may be lost"
              .formatted(group.name(), state.status(), state.highAvailability().azureName()));
    }
    return standby;
  }

  void runAutomaticFailover(OperationGate.Permit permit, String why) {
    LOG.info("server={} decision=\"{}\"", group.name(), why);
    run(
        new FailoverProcedure(
            group, group.standby().orElseThrow(), FailoverMode.FORCED, true, clock),
        permit);
  }

  private FailoverRun run(FailoverProcedure procedure, OperationGate.Permit permit) {
    FailoverRun run = new FailoverRun(new CompletableFuture<>(), new CompletableFuture<>());
    inBackground(
        "failover",
        permit,
        () -> {
          try {
            run.writable().complete(procedure.makeWritable());
          } catch (RuntimeException e) {
            afterFailedTakeover(e);
            run.writable().completeExceptionally(e);
            run.restored().completeExceptionally(e);
            return;
          }
          try {
            FailoverReport report = procedure.restoreTheOthers();
            lastFailover = Optional.of(report);
            permit.close();
            run.restored().complete(report);
          } catch (RuntimeException e) {
            lastFailover = Optional.of(procedure.report());
            group
                .board()
                .highAvailability(
                    HighAvailabilityStatus.REMOVING_STANDBY,
                    "The old primary is not back as standby: " + e.getMessage());
            permit.close();
            run.restored().completeExceptionally(e);
          }
        });
    return run;
  }

  private void afterFailedTakeover(RuntimeException e) {
    LOG.warn("server={} failover failed: {}", group.name(), e.getMessage());
    if (!group.primary().server().isRunning()) {
      group.board().status(ServerStatus.UNAVAILABLE, "The failover failed: " + e.getMessage());
    }
  }

  CompletableFuture<Duration> restart() {
    OperationGate.Permit permit = gate.enter("a restart", group.name());
    return runRestart(permit, "Restart of " + group.primary().name() + " as asked.");
  }

  void runAutomaticRestart(OperationGate.Permit permit, String why) {
    var unusedOutcomeIsPublished = runRestart(permit, why);
  }

  private CompletableFuture<Duration> runRestart(OperationGate.Permit permit, String why) {
    CompletableFuture<Duration> restarted = new CompletableFuture<>();
    inBackground(
        "restart",
        permit,
        () -> {
          long begun = System.nanoTime();
          Member primary = group.primary();
          group.board().status(ServerStatus.RESTARTING, why);
          group.endpoint().leadNowhere();
          try {
            int port = primary.server().port();
            primary.server().stop(STOP_LIMIT);
            primary.silent(false);
            primary.server().startAgain();
            group.endpoint().leadTo(primary.server().port());
            if (primary.server().port() != port) {
              new Reattachment(group, primary).leadFollowers();
            }
            seedSecondPrimaries();
            group.board().status(ServerStatus.READY, primary.name() + " was restarted.");
            permit.close();
            restarted.complete(Duration.ofNanos(System.nanoTime() - begun));
          } catch (RuntimeException e) {
            group.board().status(ServerStatus.UNAVAILABLE, "The restart failed: " + e.getMessage());
            permit.close();
            restarted.completeExceptionally(e);
          }
        });
    return restarted;
  }

  /** A restart says that the primary is the right one, whatever others say of themselves. */
  private void seedSecondPrimaries() {
    group.followers().stream().filter(Member::takesWrites).forEach(this::seedOnceMore);
  }

  private void seedOnceMore(Member follower) {
    LOG.info("server={} member={} is no second primary any more", group.name(), follower.name());
    new Reattachment(group, group.primary()).seedAnew(follower);
    if (follower.is(MemberRole.STANDBY)) {
      group
          .board()
          .highAvailability(
              HighAvailabilityStatus.REPLICATING_DATA, follower.name() + " catches up.");
    }
  }

  /**
   * Replaces a follower's data by a copy of the primary's; returns when it streams.
   *
   * @throws OperationRefusedException if another operation is under way
   */
  void seedAnew(Member follower) {
    try (OperationGate.Permit permit =
        gate.enter("the renewal of " + follower.name(), group.name())) {
      LOG.debug("entered {}", permit);
      seedOnceMore(follower);
    }
  }

  void runRevival(OperationGate.Permit permit, Member member, String why) {
    inBackground(
        "revival",
        permit,
        () -> {
          if (member.is(MemberRole.STANDBY)) {
            group.board().highAvailability(HighAvailabilityStatus.CREATING_STANDBY, why);
          }
          LOG.info("server={} decision=\"{}\"", group.name(), why);
          try {
            new Reattachment(group, group.primary()).revive(member);
            if (member.is(MemberRole.STANDBY)) {
              group
                  .board()
                  .highAvailability(
                      HighAvailabilityStatus.REPLICATING_DATA, member.name() + " catches up.");
            }
          } catch (RuntimeException e) {
            LOG.warn("member={} is not back yet: {}", member.name(), e.getMessage());
          }
        });
  }

  /** Ends a replica's membership and makes it a primary of its own. */
  Member promoteReplica(String name) {
    OperationGate.Permit permit = gate.enter("the promotion of " + name, group.name());
    try (permit) {
      Member replica = group.member(name);
      if (!replica.is(MemberRole.REPLICA) || !replica.isUsable()) {
        throw new OperationRefusedException(
            "%s is %s and %s; only a running replica can be promoted"
                .formatted(name, replica.role(), replica.state().liveness()));
      }
      Session session = replica.server().operations();
      session.value("SELECT pg_promote(false)");
      if (!Waiting.until(
          STOP_LIMIT,
          Duration.ofMillis(5),
          () -> session.isTrue("SELECT NOT pg_is_in_recovery()"))) {
        throw new PostgresException(
            "%s was not promoted within %d s".formatted(name, STOP_LIMIT.toSeconds()));
      }
      group.board().remove(replica);
      replica.replayPaused(false);
      replica.link().ifPresent(ReplicationLink::close);
      replica.become(MemberRole.PRIMARY);
      group.board().membersChanged();
      if (group.primary().isUsable()) {
        group.replication().dropSlot(group.primary(), replica);
      }
      return replica;
    } catch (SQLException e) {
      throw Replication.failed("The promotion of " + name + " failed", e);
    }
  }

  private static void inBackground(String what, OperationGate.Permit permit, Runnable operation) {
    Thread.ofVirtual()
        .name(what)
        .start(() -> {
          try (permit) {
            operation.run();
          } catch (RuntimeException e) {
            LOG.error("{} failed in a way that nobody expected", what, e);
          }
        });
  }
}
