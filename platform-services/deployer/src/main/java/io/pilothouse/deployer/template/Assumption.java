package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.sentence.Sentence;

/**
 * A value that Azure requires and that the document does not give, or that the document gives and
 * Azure does not take.
 *
 * @param kind whether the document is silent or is not followed
 * @param component id of the component, or a section's name
 * @param field what it is about, in the blueprint's words
 * @param value what the template has
 * @param why in one sentence
 */
public record Assumption(Kind kind, String component, String field, String value, Sentence why) {
  /** What the document says of it. */
  public enum Kind {
    /** Nothing. */
    ASSUMED,
    /** Something that cannot be deployed as it stands; the template has the nearest that can. */
    CORRECTED
  }
}
