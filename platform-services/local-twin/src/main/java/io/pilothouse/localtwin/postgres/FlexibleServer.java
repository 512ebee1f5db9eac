package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.process.ProcessGuardian;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A flexible server: primary, standby and read replicas as real PostgreSQL processes on the
 * loopback interface, behind one endpoint that always leads to the primary.
 *
 * <p>Operations run one at a time; another one meanwhile is refused with a sentence. Supervision
 * notices a dead process at once and reacts after the delays of its policy. Safe for use by any
 * thread.
 */
public final class FlexibleServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FlexibleServer.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final Duration OPERATION_LIMIT = Duration.ofSeconds(10);

  private final Group group;
  private final Accounts accounts;
  private final SupervisionPolicy policy;
  private final InstantSource clock;
  private final OperationGate gate = new OperationGate();
  private final Operations operations;
  private final Supervisor supervisor;
  private final FactsReader facts;
  private final Standstill standstill;
  private final Storage storage;
  private final ServerFaults faults;
  private final AtomicBoolean closed = new AtomicBoolean();

  FlexibleServer(Group group, Accounts accounts, SupervisionPolicy policy, InstantSource clock) {
    this.group = group;
    this.accounts = accounts;
    this.policy = policy;
    this.clock = clock;
    this.operations = new Operations(group, gate, clock);
    this.standstill = new Standstill(group, gate);
    this.storage = new Storage(group);
    this.supervisor = new Supervisor(group, gate, operations, storage, policy, clock);
    this.faults = new ServerFaults(group, operations, standstill, supervisor, storage);
    this.facts = new FactsReader(clock);
  }

  /**
   * Creates the server below the guardian's run directory and returns when it accepts writes, its
   * standby confirms them and its replicas stream.
   *
   * @throws PostgresException if it does not come up; what had started is stopped again
   */
  public static FlexibleServer start(
      FlexibleServerSpec spec,
      PostgresBinaries binaries,
      ProcessGuardian guardian,
      SupervisionPolicy policy,
      InstantSource clock) {
    Accounts accounts = new Accounts(spec);
    Group group = new Creation(spec, binaries, guardian, accounts, clock).create();
    FlexibleServer server = new FlexibleServer(group, accounts, policy, clock);
    server.supervisor.start();
    return server;
  }

  /** What was asked for. */
  public FlexibleServerSpec spec() {
    return group.spec();
  }

  /** The state now. */
  public FlexibleServerState state() {
    return group.board().current();
  }

  /** Calls back on every change until the subscription is closed; in order, never concurrently. */
  public Subscription observe(Consumer<FlexibleServerState> observer) {
    return group.board().observe(observer);
  }

  /** The administrator at the endpoint, in the database {@code postgres}. */
  public ConnectionTarget administrator() {
    return accounts.administrator(group.endpoint().port());
  }

  /** The role that owns an application database, at the endpoint. */
  public ConnectionTarget application(String database) {
    return accounts.application(database, group.endpoint().port());
  }

  /**
   * Gives the role that owns an application database another password and ends its sessions
   * everywhere, as a rotated secret does.
   *
   * @return the new credentials at the endpoint
   * @throws PostgresException if the primary does not take it
   */
  public ConnectionTarget rotatePassword(String database) {
    ConnectionTarget before = application(database);
    try {
      accounts.changePassword(group.primary().server().operations(), database);
    } catch (SQLException e) {
      throw Replication.failed("the password of " + database + " was not changed", e);
    }
    for (Member member : group.board().members()) {
      try {
        member
            .server()
            .operations()
            .execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = "
                    + Replication.quoted(before.user()));
      } catch (SQLException e) {
        LOG.debug("sessions of {} stay, it does not answer: {}", member.name(), e.getMessage());
      }
    }
    return application(database);
  }

  /**
   * The same credentials at another member: a replica's own endpoint, which keeps its port for the
   * replica's life, or the direct port of a node of the primary and standby pair.
   *
   * @throws OperationRefusedException if there is no such member
   */
  public ConnectionTarget at(String member, ConnectionTarget credentials) {
    Member found = group.member(member);
    int port = found.endpoint().map(ServerEndpoint::port).orElseGet(found.server()::port);
    return new ConnectionTarget(
        credentials.host(),
        port,
        credentials.database(),
        credentials.user(),
        credentials.password());
  }

  /** Asks every process about itself; takes up to two seconds when some do not answer. */
  public List<MemberFacts> facts() {
    Member primary = group.primary();
    List<Future<MemberFacts>> answers;
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      answers =
          group.board().members().stream()
              .map(member -> executor.submit(() -> facts.read(member, primary)))
              .toList();
    }
    return answers.stream().map(Future::resultNow).toList();
  }

  /** What it may fill, and what follows when it is full. */
  public Storage storage() {
    return storage;
  }

  /** What can be broken, beside {@link #kill}, {@link #pauseReplay} and {@link #delayReplay}. */
  public ServerFaults faults() {
    return faults;
  }

  /** The last failover that supervision or a caller has finished. */
  public Optional<FailoverReport> lastFailover() {
    return operations.lastFailover();
  }

  /**
   * Starts a failover to the standby.
   *
   * @throws OperationRefusedException if there is no standby that can take over, or another
   *     operation is under way
   */
  public FailoverRun failover(FailoverMode mode) {
    return operations.failover(mode);
  }

  /**
   * Restarts the primary in place; completes when it accepts writes again, with the time it took.
   *
   * @throws OperationRefusedException if another operation is under way
   */
  public CompletableFuture<Duration> restart() {
    return operations.restart();
  }

  /**
   * Stops primary and standby in order and keeps their data; read replicas go on answering.
   * Completes when both are down, with the time it took.
   *
   * @throws OperationRefusedException if another operation is under way
   */
  public CompletableFuture<Duration> stop() {
    return standstill.begin();
  }

  /**
   * Starts what {@link #stop} stopped; completes when it accepts writes as before.
   *
   * @throws OperationRefusedException if the server is not stopped
   */
  public CompletableFuture<Duration> startAgain() {
    return standstill.end();
  }

  /**
   * Promotes a replica to a server of its own, which leaves this one, keeps its endpoint, and is
   * the caller's to close.
   *
   * @throws OperationRefusedException if it is no running replica, or another operation is under
   *     way
   */
  public FlexibleServer promoteReplica(String replica) {
    Member promoted = operations.promoteReplica(replica);
    FlexibleServer independent =
        new FlexibleServer(
            Creation.independent(spec(), promoted, group.replication(), clock),
            accounts,
            policy,
            clock);
    independent.supervisor.start();
    return independent;
  }

  /**
   * Kills a member's process as a fault would: SIGKILL, no warning. Supervision is not told.
   *
   * @throws OperationRefusedException if there is no such member
   */
  public void kill(String member) {
    group.member(member).server().kill();
  }

  /** Makes a standby or replica stop replaying what it receives. */
  public void pauseReplay(String member) {
    onFollower(member, "SELECT pg_wal_replay_pause()");
    group.member(member).replayPaused(true);
    group.board().membersChanged();
  }

  /** Undoes {@link #pauseReplay}. */
  public void resumeReplay(String member) {
    onFollower(member, "SELECT pg_wal_replay_resume()");
    group.member(member).replayPaused(false);
    group.board().membersChanged();
  }

  /** Makes a standby or replica replay each commit this much later; zero turns it off. */
  public void delayReplay(String member, Duration delay) {
    onFollower(
        member, "ALTER SYSTEM SET recovery_min_apply_delay = '%d ms'".formatted(delay.toMillis()));
    onFollower(member, "SELECT pg_reload_conf()");
  }

  private void onFollower(String name, String sql) {
    Member member = group.member(name);
    if (member.is(MemberRole.PRIMARY)) {
      throw new OperationRefusedException(name + " is the primary and replays nothing");
    }
    try {
      member.server().operations().execute(sql);
    } catch (SQLException e) {
      throw Replication.failed(name + " did not do as it was told", e);
    }
  }

  /** Lets a running operation end, then stops every process and deletes its data. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    supervisor.close();
    standstill.giveUp();
    gate.shut(OPERATION_LIMIT);
    group.endpoint().close();
    Replication.inParallel(
        group.board().members(),
        member -> {
          member.closeAddresses();
          member.server().abandon(STOP_LIMIT);
          member.server().closeSessions();
          member.server().data().delete();
        });
    group.board().status(ServerStatus.STOPPED, "Closed.");
    group.board().close();
  }

  /** An observer's registration. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
