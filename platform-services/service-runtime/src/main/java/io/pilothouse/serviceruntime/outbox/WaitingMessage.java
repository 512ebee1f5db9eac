package io.pilothouse.serviceruntime.outbox;

import io.pilothouse.serviceruntime.messaging.OutgoingMessage;

/**
 * A message of the outbox.
 *
 * @param position in which order it was put there
 */
record WaitingMessage(long position, String queue, OutgoingMessage message) {

  /** What is sent in order, one after the other; messages without a session need not be. */
  String lane() {
    return queue + "\n" + message.session().orElseGet(() -> "#" + position % 8);
  }
}
