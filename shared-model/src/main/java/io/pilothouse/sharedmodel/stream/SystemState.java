package io.pilothouse.sharedmodel.stream;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.conformance.Conformance;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.estate.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a view shows, at one revision. Immutable.
 *
 * @param revision grows with every state of a session
 * @param observedAt when it was made
 * @param health the worst of its components that a source observes; unknown when there is none
 * @param alerts firing first, then pending, unknown and resolved ones, the newest first among
 *     equals
 * @param runs actions, newest first
 * @param causes why it is not healthy, the best founded first; empty while nothing is wrong or
 *     nothing explains it
 * @param conformance the documents held against what runs
 */
public record SystemState(
    long revision,
    Instant observedAt,
    String system,
    Health health,
    SystemMap map,
    Snapshot snapshot,
    List<ComponentStatus> components,
    List<Alert> alerts,
    List<ActionRun> runs,
    List<Cause> causes,
    Conformance conformance) {
  public SystemState {
    components = List.copyOf(components);
    alerts = List.copyOf(alerts);
    runs = List.copyOf(runs);
    causes = List.copyOf(causes);
  }

  /** How the live system differs from its documents. */
  public List<Difference> differences() {
    return conformance.differences();
  }

  /** The status of a component by its id. */
  public Optional<ComponentStatus> component(String id) {
    return components.stream().filter(c -> c.id().equals(id)).findFirst();
  }
}
