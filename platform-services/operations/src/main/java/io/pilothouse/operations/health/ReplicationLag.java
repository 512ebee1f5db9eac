package io.pilothouse.operations.health;

import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * How far a replica or a standby is behind. The platform's seconds count since the last transaction
 * that was replayed, so that behind an idle primary they grow although nothing is missing; with no
 * bytes missing the lag is none, whatever the seconds say.
 */
public record ReplicationLag(
    Optional<Observed<Measurement>> seconds, Optional<Observed<Measurement>> bytes) {
  /** What a replica may be behind where the document sets no limit. */
  public static final Duration USUAL_LIMIT = Duration.ofSeconds(15);

  /** Of a read replica. */
  public static ReplicationLag ofReplica(Estate estate, FlexibleServer replica) {
    return new ReplicationLag(
        estate.measured(replica, Signals.REPLICA_LAG_SECONDS),
        estate.measured(replica, Signals.REPLICA_LAG_BYTES));
  }

  /**
   * Of a server's standby: of what streams from it, the furthest behind that is no read replica.
   */
  public static ReplicationLag ofStandby(Estate estate, FlexibleServer server) {
    return new ReplicationLag(
        furthest(estate, server, Signals.RECEIVER_LAG_SECONDS),
        furthest(estate, server, Signals.RECEIVER_LAG_BYTES));
  }

  private static Optional<Observed<Measurement>> furthest(
      Estate estate, FlexibleServer server, String metric) {
    return estate.snapshot().measurements().getOrDefault(server.id(), Map.of()).entrySet().stream()
        .filter(e -> e.getKey().startsWith(metric + "{"))
        .filter(e -> estate.server(receiver(e.getKey())).filter(s -> s.value().replica()).isEmpty())
        .map(Map.Entry::getValue)
        .max(
            Comparator.<Observed<Measurement>, Boolean>comparing(estate::current)
                .thenComparing(m -> m.value().value()));
  }

  /** The name in {@code metric{receiver=name}}. */
  private static String receiver(String metric) {
    return metric.substring(metric.indexOf('=') + 1, metric.length() - 1);
  }

  /** The lag that counts, in seconds. */
  public Optional<Double> effectiveSeconds() {
    boolean nothingMissing = bytes.filter(b -> b.value().value() <= 0).isPresent();
    return nothingMissing ? Optional.of(0.0) : seconds.map(s -> s.value().value());
  }

  /** The lag that counts, where what it rests on may be judged. */
  public Optional<Double> judgeableSeconds(Estate estate) {
    var fresh = new ReplicationLag(seconds.filter(estate::current), bytes.filter(estate::current));
    return fresh.effectiveSeconds();
  }
}
