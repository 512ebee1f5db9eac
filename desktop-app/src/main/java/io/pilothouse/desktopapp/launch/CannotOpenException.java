package io.pilothouse.desktopapp.launch;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.Objects;

/**
 * A target could not be opened. The message is one sentence or more for a person: what happened,
 * where, and what to do.
 */
public final class CannotOpenException extends RuntimeException {
  @java.io.Serial private static final long serialVersionUID = 1L;

  private final boolean usage;
  private final transient Sentence sentence;

  private CannotOpenException(Sentence sentence, boolean usage) {
    super(sentence.toString());
    this.sentence = sentence;
    this.usage = usage;
  }

  /** What was asked for does not exist or is malformed. */
  public static CannotOpenException badRequest(Sentence sentence) {
    return new CannotOpenException(sentence, true);
  }

  /** The same, said by an exception whose message is a sentence for a person. */
  static CannotOpenException badRequest(Exception cause) {
    return badRequest(said(cause));
  }

  /**
   * What was asked for cannot be reached or started now, said by an exception whose message is a
   * sentence for a person.
   */
  static CannotOpenException notReachable(Exception cause) {
    return notReachable(said(cause));
  }

  /** What was asked for cannot be reached or started now. */
  public static CannotOpenException notReachable(Sentence sentence) {
    return new CannotOpenException(sentence, false);
  }

  /** What is said to a person. */
  public Sentence sentence() {
    return sentence;
  }

  private static Sentence said(Exception cause) {
    return cause instanceof ControlException control
        ? control.sentence()
        : Sentence.verbatim(Objects.requireNonNullElseGet(cause.getMessage(), cause::toString));
  }

  /** Whether asking the same again cannot help. */
  public boolean usage() {
    return usage;
  }
}
