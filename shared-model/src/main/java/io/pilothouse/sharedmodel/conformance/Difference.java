package io.pilothouse.sharedmodel.conformance;

import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One way in which the live system is not what its documents say.
 *
 * @param id stable while the difference lasts: component, field and, for what is undeclared, the
 *     resource
 * @param component id of the blueprint's component, or of a section such as {@code alertRules}; the
 *     live resource's own name where nothing is declared
 * @param field path below the component in the blueprint's format, such as {@code
 *     autoscaling.maxReplicas}, {@code minAvailable} or {@code backup.retentionDays}; empty for a
 *     whole component
 * @param declared value as the blueprint's format writes it, such as {@code 10}, {@code 500m},
 *     {@code PT60S}; absent where nothing is declared
 * @param live value in the same form, so that it can stand in the document; absent where nothing
 *     runs
 * @param sentence what differs, for a person, with both values
 * @param source the line that the live system breaks; absent where nothing is declared, or the
 *     blueprint does not say where
 * @param evidence what says so: resource, field of the platform, source, time of observation
 * @param resource the live resource, where there is one
 * @param since when it was first seen, without a break
 */
public record Difference(
    String id,
    Kind kind,
    String component,
    String field,
    Optional<String> declared,
    Optional<String> live,
    Sentence sentence,
    Optional<Source> source,
    List<String> evidence,
    Optional<ResourceId> resource,
    Instant since) {
  public Difference {
    evidence = List.copyOf(evidence);
  }

  /** How live and design differ. */
  public enum Kind {
    /** Declared, and not there. */
    ABSENT,
    /** There, and not declared. */
    UNDECLARED,
    /** There, with another value than declared. */
    DIFFERENT
  }
}
