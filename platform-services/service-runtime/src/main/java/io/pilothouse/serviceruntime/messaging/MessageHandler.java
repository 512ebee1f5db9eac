package io.pilothouse.serviceruntime.messaging;

/** What a service does with a message. */
@FunctionalInterface
public interface MessageHandler {
  /**
   * Handles a message; called from several threads at once. When it returns, the message is done
   * with; when it throws, the message comes again, until its attempts are used up.
   *
   * @throws UnprocessableMessageException if trying again is of no use: the message is put aside
   */
  void handle(IncomingMessage message);
}
