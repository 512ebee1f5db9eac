package io.pilothouse.serviceruntime.messaging;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;

/**
 * A message was not sent, or it is not known whether it was. Sending it again is safe by its id.
 */
public final class MessagingException extends RuntimeException {
  @java.io.Serial private static final long serialVersionUID = 1L;

  public MessagingException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether this very message will never be taken, however often it is sent. */
  public boolean hopeless() {
    return getCause() instanceof ServiceBusException refused
        && ServiceBusFailureReason.MESSAGE_SIZE_EXCEEDED.equals(refused.getReason());
  }
}
