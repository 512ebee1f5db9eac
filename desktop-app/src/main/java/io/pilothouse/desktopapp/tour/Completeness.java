package io.pilothouse.desktopapp.tour;

import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells whether a state knows enough for a picture. Pure. */
final class Completeness {
  private Completeness() {}

  /** What is missing, as sentences; empty when a picture shows a system at work. */
  static List<String> missing(SystemState state) {
    List<String> missing = new ArrayList<>();
    for (SourceState source : state.snapshot().sources().values()) {
      if (source.status() == SourceState.Status.STARTING
          || source.status() == SourceState.Status.LOST) {
        missing.add("The source " + source.source() + " is not heard.");
      }
    }
    for (ComponentStatus component : state.components()) {
      wanted(component.kind())
          .filter(fact -> !component.facts().containsKey(fact))
          .ifPresent(fact -> missing.add(component.name() + " has no " + fact + " yet."));
    }
    for (HorizontalPodAutoscaler hpa : state.snapshot().all(HorizontalPodAutoscaler.class)) {
      if (hpa.metrics().stream().allMatch(m -> m.current().isEmpty())) {
        missing.add("The autoscaler " + hpa.name() + " has measured nothing yet.");
      }
    }
    return missing;
  }

  /** The fact without which a component of a kind looks dead. */
  private static Optional<String> wanted(String kind) {
    return switch (kind) {
      case "service" -> Optional.of("readyReplicas");
      case "database-server" -> Optional.of("connections");
      case "database-replica" -> Optional.of("replicationLagSeconds");
      case "cache" -> Optional.of("hitRatio");
      default -> Optional.empty();
    };
  }
}
