package io.pilothouse.localtwin.rehearsal;

/** A responder's deed was refused or went wrong; the message says why. */
final class DeedFailedException extends RuntimeException {
  @java.io.Serial private static final long serialVersionUID = 1L;

  DeedFailedException(String message) {
    super(message);
  }
}
