package io.pilothouse.serviceruntime.outbox;

import java.util.Set;

/**
 * What a publisher did since it was made.
 *
 * @param waiting messages in the outbox, of all pods, when it last looked
 * @param sent messages that the broker confirmed
 * @param refused messages put aside because the broker will never take them
 * @param heldBack queues that do not take messages now and are tried again later
 */
public record OutboxSnapshot(long waiting, long sent, long refused, Set<String> heldBack) {
  public OutboxSnapshot {
    heldBack = Set.copyOf(heldBack);
  }
}
