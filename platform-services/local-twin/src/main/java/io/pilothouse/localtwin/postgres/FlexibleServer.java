package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.process.ProcessGuardian;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A flexible server: primary, standby and read replicas as real PostgreSQL processes on the
 * loopback interface, behind one endpoint that always leads to the primary.
 *
 * <p>Safe for use by any thread.
 */
public final class FlexibleServer implements AutoCloseable {

  private FlexibleServer() {}

  /** Creates the server below the guardian's run directory and returns when it accepts writes. */
  public static FlexibleServer start(
      FlexibleServerSpec spec,
      PostgresBinaries binaries,
      ProcessGuardian guardian,
      SupervisionPolicy policy,
      InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /** What was asked for. */
  public FlexibleServerSpec spec() {
    throw new UnsupportedOperationException();
  }

  /** The state now. */
  public FlexibleServerState state() {
    throw new UnsupportedOperationException();
  }

  /** Calls back on every change until the subscription is closed; in order, never concurrently. */
  public Subscription observe(Consumer<FlexibleServerState> observer) {
    throw new UnsupportedOperationException();
  }

  /** The administrator at the endpoint, in the database {@code postgres}. */
  public ConnectionTarget administrator() {
    throw new UnsupportedOperationException();
  }

  /** The role that owns an application database, at the endpoint. */
  public ConnectionTarget application(String database) {
    throw new UnsupportedOperationException();
  }

  /**
   * The same credentials at another member: a replica's own endpoint, which keeps its port for the
   * replica's life, or the direct port of a node of the primary and standby pair.
   */
  public ConnectionTarget at(String member, ConnectionTarget credentials) {
    throw new UnsupportedOperationException();
  }

  /** Asks every process about itself; takes up to two seconds when some do not answer. */
  public List<MemberFacts> facts() {
    throw new UnsupportedOperationException();
  }

  /** Starts a failover to the standby. */
  public FailoverRun failover(FailoverMode mode) throws OperationRefusedException {
    throw new UnsupportedOperationException();
  }

  /** Restarts the primary in place; completes when it accepts writes again. */
  public CompletableFuture<Duration> restart() throws OperationRefusedException {
    throw new UnsupportedOperationException();
  }

  /** Promotes a replica to a server of its own, which leaves this one and must be closed apart. */
  public FlexibleServer promoteReplica(String replica) throws OperationRefusedException {
    throw new UnsupportedOperationException();
  }

  /** Kills a member's process as a fault would: SIGKILL, no warning. */
  public void kill(String member) {
    throw new UnsupportedOperationException();
  }

  /** Makes a standby or replica stop replaying what it receives. */
  public void pauseReplay(String member) {
    throw new UnsupportedOperationException();
  }

  /** Undoes {@link #pauseReplay}. */
  public void resumeReplay(String member) {
    throw new UnsupportedOperationException();
  }

  /** Makes a standby or replica replay each commit this much later; zero turns it off. */
  public void delayReplay(String member, Duration delay) {
    throw new UnsupportedOperationException();
  }

  /** Stops every process in order and forgets its files. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  /** An observer's registration. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
