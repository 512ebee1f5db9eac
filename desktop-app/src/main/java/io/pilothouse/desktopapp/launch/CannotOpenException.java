package io.pilothouse.desktopapp.launch;

import java.util.Objects;

/**
 * A target could not be opened. The message is one sentence or more for a person: what happened,
 * where, and what to do.
 */
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

  /** The same, said by an exception whose message is a sentence for a person. */
  static CannotOpenException badRequest(Exception cause) {
    return badRequest(Objects.requireNonNullElseGet(cause.getMessage(), cause::toString));
  }

  /**
   * What was asked for cannot be reached or started now, said by an exception whose message is a
   * sentence for a person.
   */
  static CannotOpenException notReachable(Exception cause) {
    return notReachable(Objects.requireNonNullElseGet(cause.getMessage(), cause::toString));
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
