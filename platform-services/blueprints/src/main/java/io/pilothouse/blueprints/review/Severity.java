package io.pilothouse.blueprints.review;

/** How bad a finding is, worst first. */
public enum Severity {
  /** The plan cannot work as it is written. */
  ERROR,
  /** The plan works, and will not do what it promises. */
  WARNING,
  /** Worth a line in the document. */
  ADVICE
}
