package io.pilothouse.azureconnector;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far replicas are behind, from what they and their primary said in one round. PostgreSQL's
 * time since the last replayed transaction grows while a primary is idle, and is not told by a
 * replica that has replayed none yet. So it counts only while bytes are missing, and never for
 * longer than they have been missing as far as was seen. Not thread-safe.
 */
final class ReplicationLag {
  /**
   * @param seconds behind in time; @param bytes behind in the write-ahead log
   */
  record Lag(double seconds, long bytes) {}

  private final Map<String, Instant> lastComplete = new HashMap<>();
  private final Map<String, Instant> firstSeen = new HashMap<>();

  /**
   * The lag of a replica; empty for a primary and while no primary of it answers, for then nobody
   * knows how much there is to replay.
   */
  Optional<Lag> of(
      String server, ServerReading.Alive replica, Collection<ServerReading.Alive> answered) {
    if (!replica.inRecovery()) {
      lastComplete.remove(server);
      firstSeen.remove(server);
      return Optional.empty();
    }
    OptionalLong written = written(replica, answered);
    if (written.isEmpty() || replica.position().isEmpty()) {
      return Optional.empty();
    }
    // The replica may have been asked a moment later than its primary.
    long bytes = Math.max(0, written.getAsLong() - replica.position().getAsLong());
    if (bytes == 0) {
      lastComplete.put(server, replica.at());
      return Optional.of(new Lag(0, 0));
    }
    Optional<Double> sinceReplay = replica.sinceReplay().map(s -> Math.max(0, s));
    Optional<Double> sinceComplete =
        Optional.ofNullable(lastComplete.get(server)).map(at -> seconds(at, replica.at()));
    double seconds =
        sinceReplay
            .map(s -> Math.min(s, sinceComplete.orElse(s)))
            .or(() -> sinceComplete)
            .orElseGet(
                () -> seconds(firstSeen.computeIfAbsent(server, s -> replica.at()), replica.at()));
    return Optional.of(new Lag(seconds, bytes));
  }

  /**
   * What the replica's primary has written. A server that was restored from its backup, or promoted
   * away from it, says the same identifier and writes on a timeline of its own; when that does not
   * tell them apart nobody knows which one it follows.
   */
  private static OptionalLong written(
      ServerReading.Alive replica, Collection<ServerReading.Alive> answered) {
    List<ServerReading.Alive> primaries =
        answered.stream()
            .filter(a -> !a.inRecovery() && a.systemIdentifier() == replica.systemIdentifier())
            .toList();
    List<ServerReading.Alive> followed =
        primaries.size() < 2
            ? primaries
            : primaries.stream()
                .filter(a -> a.timeline().isPresent() && a.timeline().equals(replica.timeline()))
                .toList();
    return followed.size() == 1 ? followed.getFirst().position() : OptionalLong.empty();
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
