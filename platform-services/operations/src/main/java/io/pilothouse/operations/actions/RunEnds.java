package io.pilothouse.operations.actions;

import io.pilothouse.sharedmodel.action.ActionRun.Outcome;

/** A step decided how the run ends. The message is the run's sentence. */
final class RunEnds extends Exception {
  @java.io.Serial private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final String sentence;

  RunEnds(Outcome outcome, String sentence) {
    super(sentence);
    this.outcome = outcome;
    this.sentence = sentence;
  }

  Outcome outcome() {
    return outcome;
  }

  String sentence() {
    return sentence;
  }
}
