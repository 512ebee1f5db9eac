package io.pilothouse.localtwin.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What one PostgreSQL process says about itself. A value that could not be read is absent, never
 * zero.
 *
 * @param member the member's name
 * @param role its role when asked
 * @param observedAt when it was asked
 * @param alive whether it answered: Azure's {@code is_db_alive}
 * @param activeConnections client connections, the twin's own left out
 * @param maxConnections the setting
 * @param databaseBytes the size of all databases
 * @param transactions committed and rolled back since the process's statistics began
 * @param transactionsPerSecond between the last two readings of this process
 * @param behind how far a standby or replica is behind its source; empty on a primary
 * @param receivers on a primary, those who stream from it
 */
public record MemberFacts(
    String member,
    MemberRole role,
    Instant observedAt,
    boolean alive,
    OptionalLong activeConnections,
    OptionalInt maxConnections,
    OptionalLong databaseBytes,
    OptionalLong transactions,
    OptionalDouble transactionsPerSecond,
    Optional<Behind> behind,
    List<Receiver> receivers) {

  /** Takes a copy of the list. */
  public MemberFacts {
    receivers = List.copyOf(receivers);
  }

  /**
   * The distance of a standby or replica from its source.
   *
   * @param sinceLastReplay {@code now() - pg_last_xact_replay_timestamp()}, Azure's {@code
   *     physical_replication_delay_in_seconds}: it grows while the primary is idle; absent before
   *     the first replayed transaction
   * @param bytes the primary's current WAL position less the replayed one, Azure's {@code
   *     physical_replication_delay_in_bytes}; absent while the primary does not answer
   */
  public record Behind(Optional<Duration> sinceLastReplay, OptionalLong bytes) {}

  /**
   * One row of {@code pg_stat_replication}.
   *
   * @param member who receives
   * @param state such as {@code streaming} or {@code catchup}
   * @param synchronous whether commits wait for it
   * @param replayBytes bytes sent to be replayed but not replayed yet
   * @param replayLag the time between a local flush and its replay there; absent while idle
   */
  public record Receiver(
      String member,
      String state,
      boolean synchronous,
      OptionalLong replayBytes,
      Optional<Duration> replayLag) {}
}
