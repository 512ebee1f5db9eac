package io.pilothouse.localtwin.load;

/** Another service did not answer; the message names it. */
public final class ServiceUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ServiceUnavailableException(String message) {
    super(message);
  }
}
