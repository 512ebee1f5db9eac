package io.pilothouse.operations.port;

/**
 * A platform could not be asked, or refused. The message is a sentence for a person: what happened,
 * what it means, what to do.
 */
public sealed class ControlException extends Exception {
  @java.io.Serial private static final long serialVersionUID = 1L;

  private ControlException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The platform answered: it did not and will not do it. */
  public static final class Rejected extends ControlException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    public Rejected(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The platform could not be reached before anything was asked: nothing was done. */
  public static final class Unreachable extends ControlException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    public Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * It was asked and no answer came: it may or may not have been done. Observe; never ask again
   * blindly.
   */
  public static final class OutcomeUnknown extends ControlException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
