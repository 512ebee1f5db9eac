package io.pilothouse.serviceruntime.data;

/** Database work failed; the message names the server and what it said. */
public final class DatabaseUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DatabaseUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
