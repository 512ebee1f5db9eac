package io.pilothouse.desktopapp.launch;

/** A target could not be opened. The message is one sentence or more for a person: what happened, where, and what to do. */
public final class CannotOpenException extends RuntimeException {
  @java.io.Serial private static final long serialVersionUID = 1L;

  private final boolean usage;

  private CannotOpenException(String message, boolean usage) {
    super(message);
    this.usage = usage;
  }

  /** What was asked for does not exist or is malformed. */
  public static CannotOpenException badRequest(String message) {
    return new CannotOpenException(message, true);
  }

  /** What was asked for cannot be reached or started now. */
  public static CannotOpenException notReachable(String message) {
    return new CannotOpenException(message, false);
  }

  /** Whether asking the same again cannot help. */
  public boolean usage() {
    return usage;
  }
}
