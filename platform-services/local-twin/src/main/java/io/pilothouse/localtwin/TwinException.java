package io.pilothouse.localtwin;

/**
 * A twin cannot be started, or cannot do what was asked; the message is a sentence for a person.
 */
public final class TwinException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TwinException(String message) {
    super(message);
  }

  public TwinException(String message, Throwable cause) {
    super(message, cause);
  }
}
