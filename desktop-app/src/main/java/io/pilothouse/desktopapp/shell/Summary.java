package io.pilothouse.desktopapp.shell;

import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole in one line.
 *
 * @param counts of observed components by health
 * @param unobserved components of the document on which no source reports: they are neither well
 *     nor ill
 */
public record Summary(
    Health health,
    Map<Health, Long> counts,
    long unobserved,
    List<SourceState> sources,
    Optional<SourceState> silent) {
  /** The summary of a state. Pure. */
  public static Summary of(SystemState state) {
    Map<Health, Long> counts = new EnumMap<>(Health.class);
    long unobserved = 0;
    for (ComponentStatus component : state.components()) {
      boolean drawnOnly =
          component.health() == Health.UNKNOWN
              && component.bound().isEmpty()
              && component.facts().isEmpty()
              && !component.stale();
      if (drawnOnly) {
        unobserved++;
      } else {
        counts.merge(component.health(), 1L, Long::sum);
      }
    }
    List<SourceState> sources =
        state.snapshot().sources().values().stream()
            .sorted(Comparator.comparing(SourceState::source))
            .toList();
    return new Summary(
        counts.keySet().stream().min(Comparator.naturalOrder()).orElse(Health.UNKNOWN),
        counts,
        unobserved,
        sources,
        sources.stream()
            .filter(s -> s.status() == SourceState.Status.LOST)
            .min(Comparator.comparing(s -> s.lastHeard().orElse(Instant.MIN))));
  }

  /** When the source that is longest unheard, of those that are heard, last spoke. */
  public Optional<Instant> oldest() {
    return sources.stream()
        .filter(s -> s.status() == SourceState.Status.HEARD)
        .flatMap(s -> s.lastHeard().stream())
        .min(Comparator.naturalOrder());
  }
}
