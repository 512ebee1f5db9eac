package io.pilothouse.operations.actions;

import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.sentence.Sentence;

/** A step decided how the run ends. The message is the run's sentence. */
final class RunEnds extends Exception {
  @java.io.Serial private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final transient Sentence sentence;

  RunEnds(Outcome outcome, Sentence sentence) {
    super(sentence.toString());
    this.outcome = outcome;
    this.sentence = sentence;
  }

  Outcome outcome() {
    return outcome;
  }

  Sentence sentence() {
    return sentence;
  }
}
