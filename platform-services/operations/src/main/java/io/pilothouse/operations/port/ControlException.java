package io.pilothouse.operations.port;

import io.pilothouse.sharedmodel.sentence.Sentence;

/**
 * A platform could not be asked, or refused. It says what happened, what it means, what to do; the
 * message is the sentence in English.
 */
public sealed class ControlException extends Exception {
  @java.io.Serial private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;

  private ControlException(Sentence sentence, Throwable cause) {
    super(sentence.toString(), cause);
    this.sentence = sentence;
  }

  /** What is said to a person. */
  public Sentence sentence() {
    return sentence;
  }

  /** The platform answered: it did not and will not do it. */
  public static final class Rejected extends ControlException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    public Rejected(Sentence sentence, Throwable cause) {
      super(sentence, cause);
    }
  }

  /** The platform could not be reached before anything was asked: nothing was done. */
  public static final class Unreachable extends ControlException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    public Unreachable(Sentence sentence, Throwable cause) {
      super(sentence, cause);
    }
  }

  /**
   * It was asked and no answer came: it may or may not have been done. Observe; never ask again
   * blindly.
   */
  public static final class OutcomeUnknown extends ControlException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    public OutcomeUnknown(Sentence sentence, Throwable cause) {
      super(sentence, cause);
    }
  }
}
