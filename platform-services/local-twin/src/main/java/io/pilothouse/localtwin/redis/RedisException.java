package io.pilothouse.localtwin.redis;

/** The twin's Redis cannot do what was asked; the message says what and what to do. */
public final class RedisException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RedisException(String message) {
    super(message);
  }

  RedisException(String message, Throwable cause) {
    super(message, cause);
  }
}
