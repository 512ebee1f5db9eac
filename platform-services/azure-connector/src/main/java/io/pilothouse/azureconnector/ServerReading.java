package io.pilothouse.azureconnector;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What one PostgreSQL server said about itself when it was asked. */
sealed interface ServerReading {
  /** It did not answer in time, or the way to it is not known: nothing is known of it. */
  record Unknown(Sentence why) implements ServerReading {}

  /** The address refuses connections: the server is down, and that is measured. */
  record Down() implements ServerReading {}

  /** It runs and does not let us look inside. */
  record Closed(String why) implements ServerReading {}

  /**
   * It answered.
   *
   * @param systemIdentifier the same for a primary and all that replicate it, and for what was
   *     restored from its backup or promoted away from it
   * @param timeline on which it writes, or receives; absent on a standby that receives nothing, or
   *     when we may not see it
   * @param position of the write-ahead log in bytes: written by a primary, replayed by a standby
   * @param sinceReplay seconds since the last replayed transaction; absent on a primary
   * @param connections of clients; absent when we may not see those of others
   * @param receivers those who stream from it; none when we may not see them
   */
  record Alive(
      Instant at,
      long systemIdentifier,
      boolean inRecovery,
      OptionalLong timeline,
      OptionalLong position,
      Optional<Double> sinceReplay,
      OptionalLong connections,
      long maximumConnections,
      List<Receiver> receivers)
      implements ServerReading {
    public Alive {
      receivers = List.copyOf(receivers);
    }
  }

  /**
   * A row of {@code pg_stat_replication}.
   *
   * @param synchronous whether commits wait for it
   * @param lagSeconds time until replay there as the primary measures it; absent while idle
   */
  record Receiver(
      String name,
      String state,
      boolean synchronous,
      Optional<Double> lagSeconds,
      OptionalLong lagBytes) {}
}
