package io.pilothouse.sharedmodel.action;

/**
 * A check that was made before an action. @param evidence the sentence with the value that the
 * verdict rests on
 */
public record Guard(String name, Verdict verdict, String evidence) {
  /** What a guard says. */
  public enum Verdict {
    PASS,
    /** Allowed, but the operator must see it. */
    WARN,
    /** The action may not be done. */
    BLOCK
  }
}
