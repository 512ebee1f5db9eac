package io.pilothouse.serviceruntime.messaging;

/**
 * A message was not sent, or it is not known whether it was. Sending it again is safe by its id.
 */
public final class MessagingException extends RuntimeException {
  @java.io.Serial private static final long serialVersionUID = 1L;

  public MessagingException(String message, Throwable cause) {
    super(message, cause);
  }
}
