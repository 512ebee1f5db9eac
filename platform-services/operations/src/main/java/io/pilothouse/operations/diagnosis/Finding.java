package io.pilothouse.operations.diagnosis;

import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.List;

/** A cause before it is known since when it is so. The terms are those of {@link Cause}. */
record Finding(
    Kind kind,
    String component,
    Sentence sentence,
    List<Evidence> evidence,
    List<String> affected,
    Sentence remedy,
    Certainty certainty) {
  Finding {
    evidence = List.copyOf(evidence);
    affected = List.copyOf(affected);
  }

  String id() {
    return kind.key() + ":" + component;
  }

  /** Whether it is why another one is so: their kinds fit, and it reaches the other's component. */
  boolean explains(Finding other) {
    return kind.explains().contains(other.kind) && reaches(other);
  }

  private boolean reaches(Finding other) {
    return component.equals(other.component)
        || affected.contains(other.component)
        || other.affected.stream().anyMatch(affected::contains);
  }

  /** Whether a component is at fault or suffers. */
  boolean concerns(String id) {
    return component.equals(id) || affected.contains(id);
  }

  Cause since(Instant since) {
    return new Cause(
        id(), kind.key(), component, sentence, evidence, affected, remedy, certainty, since);
  }
}
