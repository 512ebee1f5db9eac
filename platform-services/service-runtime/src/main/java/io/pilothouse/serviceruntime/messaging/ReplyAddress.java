package io.pilothouse.serviceruntime.messaging;

/**
 * Where the answer to a message is to go.
 *
 * @param queue a queue with sessions
 * @param session by which the one who asked knows its answers
 */
public record ReplyAddress(String queue, String session) {}
