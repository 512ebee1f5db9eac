package io.pilothouse.serviceruntime.messaging;

/**
 * What a consumer did since it was made.
 *
 * @param running whether it receives
 * @param handled messages done with
 * @param repeated messages that had been handled before and were only completed
 * @param failed attempts that failed
 * @param putAside messages sent to the dead letters
 */
public record ConsumerSnapshot(
    String queue,
    boolean running,
    long handled,
    long repeated,
    long failed,
    long putAside,
    MessagingHealth health) {}
