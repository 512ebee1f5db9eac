package io.pilothouse.desktopapp.reading;

import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Fact;
import java.util.Optional;

/** The facts of one component, by name. */
public record Facts(ComponentStatus component) {
  /** A fact as a reading of whatever it is. */
  public Optional<Reading<Object>> any(String name) {
    return fact(name).map(f -> new Reading<>(f.value(), f.source(), f.observedAt(), f.stale()));
  }

  /** A fact as text. */
  public Optional<String> text(String name) {
    return fact(name).map(f -> f.value().toString());
  }

  /** A fact as a number; absent where it is none. */
  public Optional<Reading<Double>> number(String name) {
    return Estate.number(component, name);
  }

  /** The fact itself. */
  public Optional<Fact> fact(String name) {
    return Estate.fact(component, name);
  }
}
