package io.pilothouse.sharedmodel.alert;

import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An alert rule's state for one subject.
 *
 * @param id stable over evaluations: rule and subject
 * @param rule id of the blueprint's rule
 * @param name as the document has it, or ours for a rule that follows from an objective
 * @param subject id of the component that it is about
 * @param value the measured value that was judged; absent when it could not be
 * @param sentence what is so, for a person, with value, threshold and window
 * @param since when this state began
 * @param channels who is meant to be told
 */
public record Alert(
    String id,
    String rule,
    Sentence name,
    AlertRule.Severity severity,
    String subject,
    State state,
    Optional<Double> value,
    double threshold,
    String unit,
    Sentence sentence,
    Instant since,
    List<String> channels) {
  public Alert {
    channels = List.copyOf(channels);
  }

  /** State of an alert. */
  public enum State {
    /** The condition holds, but not yet for the rule's window. */
    PENDING,
    FIRING,
    RESOLVED,
    /** The metric could not be read: whether it fires is not known. */
    UNKNOWN
  }
}
