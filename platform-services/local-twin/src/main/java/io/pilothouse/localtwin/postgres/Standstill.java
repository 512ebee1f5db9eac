package io.pilothouse.localtwin.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time in which a server is stopped on somebody's word: primary and standby are down in order
 * and keep their data, read replicas go on answering reads. It holds the operation permit
 * throughout, so that supervision leaves everything as it is.
 */
final class Standstill {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(10);

  private final Group group;
  private final OperationGate gate;
  private final AtomicReference<Optional<OperationGate.Permit>> permit =
      new AtomicReference<>(Optional.empty());

  Standstill(Group group, OperationGate gate) {
    this.group = group;
    this.gate = gate;
  }

  boolean lasts() {
    return permit.get().isPresent();
  }

  /** Completes when the processes are down. */
  CompletableFuture<Duration> begin() {
    OperationGate.Permit mine = gate.enter("a stop", group.name());
    permit.set(Optional.of(mine));
    return timed(this::stop);
  }

  /**
   * Completes when writes are accepted and confirmed as before.
   *
   * @throws OperationRefusedException if the server is not stopped
   */
  CompletableFuture<Duration> end() {
    if (!lasts() || group.board().current().status() != ServerStatus.STOPPED) {
      throw new OperationRefusedException(group.name() + " is not stopped");
    }
    return timed(() -> {
      try {
        start();
      } finally {
        giveUp();
      }
    });
  }

  /** Lets others in again, whatever runs or not. */
  void giveUp() {
    permit.getAndSet(Optional.empty()).ifPresent(OperationGate.Permit::close);
  }

  private void stop() {
    Member primary = group.primary();
    group.endpoint().leadNowhere();
    primary.server().stop(STOP_LIMIT);
    group.standby().ifPresent(standby -> standby.server().stop(STOP_LIMIT));
    group.board().status(ServerStatus.STOPPED, "Stopped as asked.");
  }

  private void start() throws SQLException {
    Member primary = group.primary();
    int port = primary.server().port();
    group.board().status(ServerStatus.STARTING, "Started as asked.");
    primary.server().startAgain();
    Reattachment reattachment = new Reattachment(group, primary);
    if (primary.server().port() != port) {
      reattachment.leadReplicas();
    }
    Optional<Member> standby = group.standby();
    standby.ifPresent(reattachment::revive);
    group.endpoint().leadTo(primary.server().port());
    boolean confirmed =
        standby.isPresent() && group.replication().confirmBy(primary, standby.get(), CONFIRM_LIMIT);
    if (standby.isPresent() && !confirmed) {
      group.replication().confirmAlone(primary);
    }
    group
        .board()
        .publish(
            ServerStatus.READY,
            standby.isEmpty()
                ? HighAvailabilityStatus.NOT_ENABLED
                : confirmed
                    ? HighAvailabilityStatus.HEALTHY
                    : HighAvailabilityStatus.REPLICATING_DATA,
            confirmed ? CommitGuarantee.STANDBY_CONFIRMED : CommitGuarantee.PRIMARY_ONLY,
            primary.name() + " was started again.");
  }

  private interface Work {
    void run() throws SQLException;
  }

  private CompletableFuture<Duration> timed(Work work) {
    CompletableFuture<Duration> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("standstill")
        .start(() -> {
          long begun = System.nanoTime();
          try {
            work.run();
            done.complete(Duration.ofNanos(System.nanoTime() - begun));
          } catch (SQLException | RuntimeException e) {
            group.board().status(ServerStatus.UNAVAILABLE, "It did not work: " + e.getMessage());
            giveUp();
            done.completeExceptionally(e);
          }
        });
    return done;
  }
}
