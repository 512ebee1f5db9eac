package io.pilothouse.sharedmodel.action;

import io.pilothouse.sharedmodel.sentence.Sentence;

/**
 * A check that was made before an action. @param name stable, in lower case, for scripts and for
 * the words of a view; @param evidence the sentence with the value that the verdict rests on
 */
public record Guard(String name, Verdict verdict, Sentence evidence) {
  /** What a guard says. */
  public enum Verdict {
    PASS,
    /** Allowed, but the operator must see it. */
    WARN,
    /** The action may not be done. */
    BLOCK
  }
}
