package io.pilothouse.serviceruntime.messaging;

/** A message that can never be handled, whoever tries. The message says why, for a person. */
public final class UnprocessableMessageException extends RuntimeException {
  @java.io.Serial private static final long serialVersionUID = 1L;

  public UnprocessableMessageException(String message) {
    super(message);
  }
}
