package io.pilothouse.localtwin.postgres;

/**
 * PostgreSQL did not do what it was told; the message says what, where, and what to do about it.
 */
public final class PostgresException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PostgresException(String message) {
    super(message);
  }

  public PostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
