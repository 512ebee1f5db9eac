package io.pilothouse.desktopapp.reading;

import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Fact;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds values in one state, each with its provenance. Immutable. */
public record Estate(SystemState state) {
  /** The resources of a type, in the order of their ids. */
  public <R extends Resource> List<Reading<R>> all(Class<R> type) {
    return snapshot().resources().values().stream()
        .filter(o -> type.isInstance(o.value()))
        .sorted(Comparator.comparing(o -> o.value().id()))
        .map(o -> reading(o, type.cast(o.value())))
        .toList();
  }

  /** The first resource of a type behind a component. */
  public <R extends Resource> Optional<Reading<R>> bound(ComponentStatus component, Class<R> type) {
    return component.bound().stream()
        .map(id -> snapshot().resources().get(id))
        .filter(o -> o != null && type.isInstance(o.value()))
        .map(o -> reading(o, type.cast(o.value())))
        .findFirst();
  }

  /** The newest value of a metric. */
  public Optional<Reading<Double>> measured(ResourceId resource, String metric) {
    return snapshot()
        .measurement(resource, metric)
        .map(o ->
            new Reading<>(
                o.value().value(),
                o.source().value(),
                o.value().measuredAt(),
                !snapshot().current(o.source())));
  }

  /** A fact of a component as a number; absent where it has none or it is no number. */
  public static Optional<Reading<Double>> number(ComponentStatus component, String name) {
    return fact(component, name)
        .filter(f -> f.value() instanceof Number)
        .map(f ->
            new Reading<>(
                ((Number) f.value()).doubleValue(), f.source(), f.observedAt(), f.stale()));
  }

  /** A fact of a component. */
  public static Optional<Fact> fact(ComponentStatus component, String name) {
    return Optional.ofNullable(component.facts().get(name));
  }

  /** The component that a resource stands behind. */
  public Optional<ComponentStatus> component(ResourceId resource) {
    return state.components().stream().filter(c -> c.bound().contains(resource)).findFirst();
  }

  private <R extends Resource> Reading<R> reading(Observed<Resource> observed, R value) {
    return new Reading<>(
        value,
        observed.source().value(),
        snapshot().knownAt(observed),
        !snapshot().current(observed.source()));
  }

  private Snapshot snapshot() {
    return state.snapshot();
  }
}
