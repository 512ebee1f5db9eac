package io.pilothouse.localtwin.broker;

import java.time.Duration;
import java.util.Optional;

/**
 * How a queue or subscription keeps its messages.
 *
 * @param maximumDeliveryCount deliveries that may fail before a message is dead-lettered; 0 is none
 * @param lockDuration how long a receiver has for a message or session
 * @param duplicateWindow for how long a message id is remembered; empty without detection
 * @param sessions whether messages belong to sessions that one receiver has at a time
 * @param timeToLive how long a message is kept; empty for ever
 * @param maximumBytes what it holds before it refuses
 */
public record QueueSettings(
    String name,
    int maximumDeliveryCount,
    Duration lockDuration,
    Optional<Duration> duplicateWindow,
    boolean sessions,
    Optional<Duration> timeToLive,
    boolean deadLetteringOnExpiration,
    long maximumBytes) {

  /** Service Bus's own: ten deliveries, a lock of a minute, one gigabyte, nothing else. */
  public static QueueSettings named(String name) {
    return new QueueSettings(
        name,
        10,
        Duration.ofMinutes(1),
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        1L << 30);
  }

  public QueueSettings deliveredAtMost(int times) {
    return new QueueSettings(
        name,
        times,
        lockDuration,
        duplicateWindow,
        sessions,
        timeToLive,
        deadLetteringOnExpiration,
        maximumBytes);
  }

  public QueueSettings lockedFor(Duration duration) {
    return new QueueSettings(
        name,
        maximumDeliveryCount,
        duration,
        duplicateWindow,
        sessions,
        timeToLive,
        deadLetteringOnExpiration,
        maximumBytes);
  }

  public QueueSettings detectingDuplicates(Duration window) {
    return new QueueSettings(
        name,
        maximumDeliveryCount,
        lockDuration,
        Optional.of(window),
        sessions,
        timeToLive,
        deadLetteringOnExpiration,
        maximumBytes);
  }

  public QueueSettings withSessions() {
    return new QueueSettings(
        name,
        maximumDeliveryCount,
        lockDuration,
        duplicateWindow,
        true,
        timeToLive,
        deadLetteringOnExpiration,
        maximumBytes);
  }

  QueueSettings renamed(String other) {
    return new QueueSettings(
        other,
        maximumDeliveryCount,
        lockDuration,
        duplicateWindow,
        sessions,
        timeToLive,
        deadLetteringOnExpiration,
        maximumBytes);
  }

  /** The place of its dead letters, from where nothing is dead-lettered or expires. */
  QueueSettings deadLetters() {
    return new QueueSettings(
        name + BrokerEntities.DEAD_LETTERS,
        0,
        lockDuration,
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        Long.MAX_VALUE);
  }
}
