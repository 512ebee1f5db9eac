package io.pilothouse.serviceruntime.messaging;

import java.time.Duration;

/**
 * How a queue is consumed.
 *
 * @param queue its name
 * @param sessions whether its messages belong to sessions
 * @param concurrency messages handled at once, or sessions held at once
 * @param attempts how often a message is tried before it is put aside; to take effect, at most the
 *     queue's own maximum delivery count
 * @param sessionIdle how long a session without messages is kept before another is taken
 * @param patience how long stopping waits for what is being handled
 */
public record ConsumerSettings(
    String queue,
    boolean sessions,
    int concurrency,
    int attempts,
    Duration sessionIdle,
    Duration patience) {
  public ConsumerSettings {
    if (concurrency < 1 || attempts < 1) {
      throw new IllegalArgumentException(
          "concurrency and attempts are 1 or more, got " + concurrency + " and " + attempts);
    }
  }
}
