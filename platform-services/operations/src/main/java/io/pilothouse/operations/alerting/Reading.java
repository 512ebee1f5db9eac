package io.pilothouse.operations.alerting;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.Optional;

/**
 * What a rule's metric is for one subject now.
 *
 * @param subject id of the component
 * @param name of the component, for sentences
 * @param value in the rule's unit; absent when it cannot be read
 * @param unreadable why it cannot be read
 */
public record Reading(
    String subject, String name, Optional<Double> value, Optional<Sentence> unreadable) {
  /** A value that was read. */
  static Reading of(String subject, String name, double value) {
    return new Reading(subject, name, Optional.of(value), Optional.empty());
  }

  /** A value that cannot be read. */
  static Reading unreadable(String subject, String name, Sentence why) {
    return new Reading(subject, name, Optional.empty(), Optional.of(why));
  }
}
