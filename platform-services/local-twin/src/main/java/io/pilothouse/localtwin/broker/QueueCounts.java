package io.pilothouse.localtwin.broker;

/**
 * What a queue or subscription holds, and what went through it since the broker's start.
 *
 * @param name the queue's name, or {@code topic/Subscriptions/subscription}
 * @param active messages to be received, those under a lock among them
 * @param deadLetters messages that could not be delivered
 * @param scheduled messages whose time has not come
 * @param bytes of all these
 * @param incoming messages taken in, duplicates not counted
 * @param outgoing messages handed to receivers, each delivery counted
 * @param completed messages that a receiver has done with
 */
public record QueueCounts(
    String name,
    int active,
    int deadLetters,
    int scheduled,
    long bytes,
    long incoming,
    long outgoing,
    long completed) {}
