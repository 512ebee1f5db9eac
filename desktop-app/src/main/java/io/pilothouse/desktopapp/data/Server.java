package io.pilothouse.desktopapp.data;

import io.pilothouse.desktopapp.reading.Facts;
import io.pilothouse.desktopapp.reading.Reading;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * One database server, standby or replica as the data view shows it.
 *
 * @param live what resource manager reports; of a standby, its server's
 * @param maximumLag what the document allows
 */
public record Server(
    ComponentStatus component,
    Optional<Reading<FlexibleServer>> live,
    Optional<Duration> maximumLag) {
  /** Its facts. */
  public Facts facts() {
    return new Facts(component);
  }

  /** What it is for the others. */
  public Role role() {
    return switch (component.kind()) {
      case "database-standby" -> Role.STANDBY;
      case "database-replica" -> Role.REPLICA;
      default -> Role.PRIMARY;
    };
  }

  /**
   * How far it is behind, in seconds, where that can be said; an idle primary is not lag, so this
   * is the engine's effective lag where it knows one.
   */
  public Optional<Reading<Double>> lag() {
    return facts()
        .number("effectiveReplicationLagSeconds")
        .or(() -> facts().number("replicationLagSeconds"));
  }

  /** Whether it is further behind than the document allows. */
  public boolean lags() {
    return lag().flatMap(l -> maximumLag.map(m -> l.value() > m.toMillis() / 1000.0)).orElse(false);
  }

  /**
   * The metric of its lag in Azure Monitor's terms; absent for a standby, of which it tells
   * nothing.
   */
  public Optional<String> lagMetric() {
    return role() == Role.REPLICA
        ? Optional.of("physical_replication_delay_in_seconds")
        : Optional.empty();
  }

  /** What a server is for the others. */
  public enum Role {
    PRIMARY,
    STANDBY,
    REPLICA
  }
}
