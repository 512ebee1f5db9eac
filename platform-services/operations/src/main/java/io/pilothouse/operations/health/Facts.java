package io.pilothouse.operations.health;

import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.stream.Fact;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects the facts of a component in the order in which they are shown. */
final class Facts {
  private final Estate estate;
  private final Map<String, Fact> facts = new LinkedHashMap<>();

  Facts(Estate estate) {
    this.estate = estate;
  }

  /** A value that a resource states of itself; as current as its source. */
  Facts state(String key, Object value, String unit, Observed<?> of) {
    facts.put(key, new Fact(value, unit, of.source().value(), knownAt(of), !current(of.source())));
    return this;
  }

  Facts state(String key, Object value, Observed<?> of) {
    return state(key, value, "", of);
  }

  Facts stateIf(String key, Optional<?> value, Observed<?> of) {
    value.filter(v -> !v.equals("")).ifPresent(v -> state(key, v, "", of));
    return this;
  }

  /** A measured value; stale also when it is too old. */
  Facts measured(String key, Optional<Observed<Measurement>> measured) {
    measured.ifPresent(m ->
        facts.put(
            key,
            new Fact(
                number(m.value().value()),
                m.value().unit().symbol(),
                m.source().value(),
                m.value().measuredAt(),
                !estate.current(m))));
    return this;
  }

  /** A value computed from a measured one; as old and as stale as it. */
  Facts derived(String key, Object value, String unit, Observed<Measurement> from) {
    facts.put(
        key,
        new Fact(
            value, unit, from.source().value(), from.value().measuredAt(), !estate.current(from)));
    return this;
  }

  /** A value that the document states, beside a live resource that it is about. */
  Facts stated(String key, Object value, String unit, Observed<?> beside) {
    facts.put(key, new Fact(value, unit, "blueprint", knownAt(beside), false));
    return this;
  }

  Map<String, Fact> all() {
    return facts;
  }

  /** Whole numbers are shown as such, others to three digits behind the point. */
  static Object number(double value) {
    if (Math.abs(value) > 1e12 || Double.isNaN(value)) {
      return value;
    }
    double rounded = Math.round(value * 1_000) / 1_000.0;
    return rounded == Math.rint(rounded) ? (Object) (long) rounded : (Object) rounded;
  }

  private boolean current(SourceId source) {
    return estate.snapshot().current(source);
  }

  private Instant knownAt(Observed<?> of) {
    return Optional.ofNullable(estate.snapshot().sources().get(of.source()))
        .flatMap(s -> s.lastHeard())
        .filter(heard -> heard.isAfter(of.observedAt()))
        .orElse(of.observedAt());
  }
}
