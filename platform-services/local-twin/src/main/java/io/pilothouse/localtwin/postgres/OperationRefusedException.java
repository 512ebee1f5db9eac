package io.pilothouse.localtwin.postgres;

/** The server cannot do what was asked now; the message is a sentence for a person. */
public final class OperationRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OperationRefusedException(String message) {
    super(message);
  }
}
