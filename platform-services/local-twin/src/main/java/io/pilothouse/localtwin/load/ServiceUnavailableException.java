package io.pilothouse.localtwin.load;

/** Another service did not answer; the message names it. */
final class ServiceUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ServiceUnavailableException(String message) {
    super(message);
  }
}
