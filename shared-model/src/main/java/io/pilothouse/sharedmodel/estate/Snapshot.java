package io.pilothouse.sharedmodel.estate;

import io.pilothouse.sharedmodel.signal.Measurement;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of the estate at one revision. Immutable; a newer one comes from {@link
 * Reducer}.
 *
 * @param measurements by resource and metric, the newest of each
 */
public record Snapshot(
    long revision,
    Map<ResourceId, Observed<Resource>> resources,
    Map<ResourceId, Map<String, Observed<Measurement>>> measurements,
    Map<SourceId, SourceState> sources) {
  /** Nothing known yet. */
  public static Snapshot empty() {
    return new Snapshot(0, Map.of(), Map.of(), Map.of());
  }

  /** The resources of one type, in the order of their ids. */
  public <R extends Resource> List<R> all(Class<R> type) {
    return resources.values().stream()
        .map(Observed::value)
        .filter(type::isInstance)
        .map(type::cast)
        .sorted(Comparator.comparing(Resource::id))
        .toList();
  }

  /** The newest value of a metric. */
  public Optional<Observed<Measurement>> measurement(ResourceId resource, String metric) {
    return Optional.ofNullable(measurements.getOrDefault(resource, Map.of()).get(metric));
  }

  /** Whether what a source told may be shown as current. */
  public boolean current(SourceId source) {
    SourceState state = sources.get(source);
    return state != null && state.current();
  }

  /**
   * Whether it means something that a resource of a type is not among these: whether a source that
   * is current has listed all of them. Where none has, nothing is known.
   */
  public boolean sees(Class<? extends Resource> type) {
    return sees(type, Optional.empty());
  }

  /** The same for the resources of one Kubernetes namespace, which may be all that is seen. */
  public boolean sees(Class<? extends Resource> type, Optional<String> namespace) {
    ResourceKind kind = ResourceKind.of(type);
    return sources.values().stream()
        .anyMatch(s -> s.current() && s.coverage().sees(kind, namespace));
  }

  /**
   * When a resource was last known to be as it is: a source that confirms says so for all that it
   * told, so this is the later of the observation and the last time that its source was heard.
   */
  public Instant knownAt(Observed<Resource> observed) {
    SourceState state = sources.get(observed.source());
    return Optional.ofNullable(state)
        .flatMap(SourceState::lastHeard)
        .filter(heard -> heard.isAfter(observed.observedAt()))
        .orElse(observed.observedAt());
  }
}
