package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.postgres.Decision.Seen;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The twin's stand-in for Azure's control plane: looks at the processes twice a second and at once
 * when one ends, decides, and acts.
 *
 * <p>While an operation is under way it only reports what it sees. What takes long runs in a thread
 * of its own, under the operation permit.
 */
final class Supervisor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration PERIOD = Duration.ofMillis(500);

  /** What a standby may lack and still be asked to confirm: a commit then waits a moment only. */
  private static final long NEARLY_EVERYTHING_BYTES = 1 << 20;

  private static final String FOLLOWERS =
      """
      SELECT application_name, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), flush_lsn), 0)
        FROM pg_stat_replication
       WHERE state = 'streaming' AND now() - reply_time < interval '2 s'
      """;

  private final Group group;
  private final OperationGate gate;
  private final Operations operations;
  private final Storage storage;
  private final SupervisionPolicy policy;
  private final InstantSource clock;
  private final ScheduledExecutorService cycles =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("supervisor").factory());

  /** Since when a member has been in trouble. Used by the cycle's thread only. */
  private final Map<String, Instant> troubledSince = new HashMap<>();

  private volatile boolean hurried;

  Supervisor(
      Group group,
      OperationGate gate,
      Operations operations,
      Storage storage,
      SupervisionPolicy policy,
      InstantSource clock) {
    this.group = group;
    this.gate = gate;
    this.operations = operations;
    this.storage = storage;
    this.policy = policy;
    this.clock = clock;
  }

  void start() {
    group.board().members().forEach(member -> member.server().onUnexpectedEnd(this::lookNow));
    var unusedUntilClose =
        cycles.scheduleWithFixedDelay(
            this::cycle, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void lookNow() {
    try {
      cycles.execute(this::cycle);
    } catch (RejectedExecutionException closed) {
      LOG.debug("server={} is closed", group.name());
    }
  }

  private void cycle() {
    try {
      Optional<OperationGate.Permit> permit = gate.tryEnterBriefly("supervision");
      if (permit.isEmpty()) {
        group.board().membersChanged();
        return;
      }
      OperationGate.Permit inside = permit.get();
      try {
        act(observeAndDecide(), inside);
      } finally {
        inside.close();
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("server={} supervision will try again: {}", group.name(), e.toString());
    }
  }

  private Decision observeAndDecide() throws SQLException {
    Optional<Map<String, Long>> followers = followers();
    Member primary = group.primary();
    Seen seenPrimary = seen(primary, followers.isPresent(), false, false);
    // Without the primary's word, a follower's process is all that is known about it.
    Optional<Seen> standby = group.standby().map(member -> seenFollower(member, followers));
    List<Seen> replicas =
        group.replicas().stream().map(member -> seenFollower(member, followers)).toList();
    group.board().membersChanged();
    if (seenPrimary.well()) {
      storage.look(primary);
    }
    return Decision.on(
        group.board().current(),
        seenPrimary,
        standby,
        replicas,
        hurried ? policy.hurried() : policy);
  }

  /** How many bytes each streaming follower lacks; empty if the primary does not say. */
  private Optional<Map<String, Long>> followers() {
    Member primary = group.primary();
    if (!primary.server().isRunning()) {
      return Optional.empty();
    }
    try {
      Map<String, Long> lacking = new HashMap<>();
      primary
          .server()
          .monitoring()
          .query(FOLLOWERS, row -> lacking.put(row.getString(1), row.getLong(2)));
      return Optional.of(lacking);
    } catch (SQLException silent) {
      LOG.debug("server={} primary does not answer: {}", group.name(), silent.toString());
      return Optional.empty();
    }
  }

  /** Whether what is due later is done at once, as when a fault is being mended. */
  void hurry(boolean now) {
    hurried = now;
    if (now) {
      lookNow();
    }
  }

  private Seen seenFollower(Member member, Optional<Map<String, Long>> followers) {
    Optional<Long> lacking = followers.map(all -> all.getOrDefault(member.name(), -1L));
    boolean followsNobody = lacking.filter(bytes -> bytes < 0).isPresent();
    boolean streams = lacking.filter(bytes -> bytes < 0).isEmpty() || member.replayPaused();
    return seen(
        member,
        streams,
        lacking.filter(bytes -> bytes >= 0 && bytes < NEARLY_EVERYTHING_BYTES).isPresent(),
        followsNobody && member.takesWrites());
  }

  private Seen seen(Member member, boolean well, boolean caughtUp, boolean takesWrites) {
    boolean running = member.server().isRunning();
    Instant now = clock.instant();
    if (running && well) {
      troubledSince.remove(member.name());
      member.silent(false);
      return new Seen(member.name(), true, Optional.empty(), caughtUp, takesWrites);
    }
    Duration time =
        Duration.between(troubledSince.computeIfAbsent(member.name(), name -> now), now);
    Duration limit =
        member.is(MemberRole.PRIMARY) ? policy.primarySilence() : policy.standbySilence();
    member.silent(running && !takesWrites && time.compareTo(limit) >= 0);
    return new Seen(member.name(), running, Optional.of(time), caughtUp, takesWrites);
  }

  private void act(Decision decision, OperationGate.Permit permit) throws SQLException {
    StateBoard board = group.board();
    FlexibleServerState state = board.current();
    switch (decision) {
      case Decision.Wait wait -> LOG.trace("server={} {}", group.name(), wait.why());
      case Decision.DeclareUnavailable unavailable -> {
        group.endpoint().leadNowhere();
        board.status(ServerStatus.UNAVAILABLE, unavailable.why());
      }
      case Decision.DeclareReady ready -> {
        group.endpoint().leadTo(group.primary().server().port());
        board.status(ServerStatus.READY, ready.why());
      }
      case Decision.ConfirmAlone alone -> {
        group.replication().confirmAlone(group.primary());
        board.publish(
            state.status(),
            HighAvailabilityStatus.REMOVING_STANDBY,
            CommitGuarantee.PRIMARY_ONLY,
            alone.why());
      }
      case Decision.ConfirmByStandby byStandby -> {
        LOG.info("server={} decision=\"{}\"", group.name(), byStandby.why());
        new Reattachment(group, group.primary()).confirmBy(group.standby().orElseThrow());
      }
      case Decision.FailOver failOver -> {
        troubledSince.clear();
        operations.runAutomaticFailover(
            gate.prolong(permit, "an automatic failover"), failOver.why());
      }
      case Decision.RestartPrimary restart -> {
        troubledSince.clear();
        operations.runAutomaticRestart(gate.prolong(permit, "an automatic restart"), restart.why());
      }
      case Decision.AwaitPerson twoPrimaries -> board.status(state.status(), twoPrimaries.why());
      case Decision.Revive revive -> {
        // Should it fail, the next attempt is a whole delay away.
        troubledSince.remove(revive.member());
        operations.runRevival(
            gate.prolong(permit, "the revival of " + revive.member()),
            group.member(revive.member()),
            revive.why());
      }
    }
  }

  @Override
  public void close() {
    cycles.shutdownNow();
  }
}
