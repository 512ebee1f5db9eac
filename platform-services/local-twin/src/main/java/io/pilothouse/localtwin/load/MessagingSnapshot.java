package io.pilothouse.localtwin.load;

import io.pilothouse.serviceruntime.messaging.ConsumerSnapshot;

/**
 * What went through one queue since the twin's start, as its senders and its consumer count it.
 *
 * @param sent messages that the broker confirmed
 * @param unsent messages that it did not
 */
public record MessagingSnapshot(
    String queue, String consumingService, long sent, long unsent, ConsumerSnapshot consumer) {}
