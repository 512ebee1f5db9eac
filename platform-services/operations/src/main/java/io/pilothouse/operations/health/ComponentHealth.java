package io.pilothouse.operations.health;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.List;
import java.util.Optional;

/**
 * Judges every component of a system: what the document declares, held against what is observed; or
 * what was discovered, where there is no document. Pure: the same estate gives the same statuses.
 */
public final class ComponentHealth {
  private ComponentHealth() {}

  /** The statuses, in the order of the map. */
  public static List<ComponentStatus> judge(
      Optional<Blueprint> blueprint, Estate estate, MeasurementHistory history) {
    return blueprint
        .map(b -> new DeclaredComponents(b, estate, history).judge())
        .orElseGet(() -> new DiscoveredComponents(estate, history).judge());
  }

  /**
   * The health of the whole: the worst of the components that a source observes. What is only drawn
   * from the document says nothing about it.
   */
  public static Health overall(List<ComponentStatus> components) {
    return components.stream()
        .filter(c -> observable(c.kind()) || ailingQueue(c))
        .map(ComponentStatus::health)
        .reduce(Health::worse)
        .orElse(Health.UNKNOWN);
  }

  /** What is told of queues comes late: it counts when it is bad, and is not waited for. */
  private static boolean ailingQueue(ComponentStatus component) {
    return component.kind().equals("queue")
        && (component.health() == Health.CAUTION || component.health() == Health.DEGRADED);
  }

  private static boolean observable(String kind) {
    return switch (kind) {
      case "service",
          "database-server",
          "database-standby",
          "database-replica",
          "cache",
          "cluster",
          "node-pool" ->
          true;
      default -> false;
    };
  }

  /** The sources whose metrics only add to a judgement: lost, they leave a part unknown. */
  static final List<SourceId> METRICS = List.of(Sources.AZURE_METRICS, Sources.POSTGRES);
}
