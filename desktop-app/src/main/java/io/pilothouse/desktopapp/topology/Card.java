package io.pilothouse.desktopapp.topology;

import io.pilothouse.sharedmodel.stream.Health;
import java.util.List;
import java.util.Optional;

/**
 * What a component shows on the map right now.
 *
 * @param pods behind a service, ready ones first; empty for what has none
 * @param replicas of a service: ready, desired and the range of its autoscaler
 * @param readings the few live values that fit, most telling first
 * @param bound whether anything live stands behind it
 * @param differences in how many ways it is not what its document says
 */
public record Card(
    Health health,
    boolean stale,
    List<Cell> pods,
    Optional<Replicas> replicas,
    List<Live> readings,
    boolean bound,
    int differences) {
  public Card {
    pods = List.copyOf(pods);
    readings = List.copyOf(readings);
  }

  /** What is known of nothing. */
  static Card unknown() {
    return new Card(Health.UNKNOWN, false, List.of(), Optional.empty(), List.of(), false, 0);
  }

  /** One pod. @param name for the tooltip, with the reason why it is not ready */
  public record Cell(String name, Health health, Optional<String> reason) {}

  /** Replicas of a service. */
  public record Replicas(int ready, int desired, Optional<Integer> least, Optional<Integer> most) {}

  /**
   * One live value. @param term key of its wording; @param value a number or a text; @param unit
   * symbol; @param wanting whether it misses what was promised
   */
  public record Live(String term, Object value, String unit, boolean stale, boolean wanting) {}
}
