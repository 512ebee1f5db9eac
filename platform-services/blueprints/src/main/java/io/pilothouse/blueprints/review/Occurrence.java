package io.pilothouse.blueprints.review;

import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One place of a design where a rule is broken.
 *
 * @param component its id, or a section's name such as {@code objectives}
 * @param name what the document calls it
 * @param source where the document says so
 * @param severity where it differs from the rule's own
 * @param arguments of the rule's sentences
 */
public record Occurrence(
    String component,
    String name,
    Optional<Source> source,
    Optional<Severity> severity,
    List<Object> arguments) {
  public Occurrence {
    arguments = List.copyOf(arguments);
  }

  /** Of a component. */
  public static Occurrence of(Component component, Optional<Source> source, Object... arguments) {
    return in(component.id(), component.name(), source, arguments);
  }

  /** Of a component or a section. */
  public static Occurrence in(
      String component, String name, Optional<Source> source, Object... arguments) {
    return new Occurrence(component, name, source, Optional.empty(), Arrays.asList(arguments));
  }

  /** The same, as bad as said. */
  public Occurrence as(Severity severity) {
    return new Occurrence(component, name, source, Optional.of(severity), arguments);
  }
}
