package io.pilothouse.serviceruntime.spring.messaging;

import io.pilothouse.serviceruntime.messaging.ConsumerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A service's messages.
 *
 * @param connectionString with a key; else the namespace with the service's own identity
 * @param namespace its full name
 * @param broker the blueprint's id of the namespace, under which its failures are counted
 * @param patience how long one try to reach the broker may take
 * @param outboxPeriod how often the outbox is read beside each commit that put something there
 * @param handledKept how long it is remembered that a message was handled
 * @param depthPeriod how often messages that wait are counted
 * @param watched queues that are counted though nothing here consumes them
 * @param queues what is consumed, by queue
 */
@ConfigurationProperties("pilothouse.messaging")
public record MessagingProperties(
    @Nullable String connectionString,
    @Nullable String namespace,
    @DefaultValue("broker") String broker,
    @DefaultValue("10s") Duration patience,
    @DefaultValue("1s") Duration outboxPeriod,
    @DefaultValue("7d") Duration handledKept,
    @DefaultValue("10s") Duration depthPeriod,
    @DefaultValue List<String> watched,
    @DefaultValue Map<String, Queue> queues) {

  public MessagingProperties {
    watched = List.copyOf(watched);
    queues = Map.copyOf(queues);
  }

  /**
   * How a queue is consumed.
   *
   * @param handler the name of a bean that is a {@code MessageHandler}; by default the queue's
   * @param sessions whether its messages belong to sessions
   * @param concurrency messages, or sessions, at once
   * @param attempts after which a message is put aside
   * @param once whether a message that comes again has no effect, which takes the database
   * @param sessionIdle how long a session without messages is kept
   * @param drain how long stopping waits for what is being handled
   */
  public record Queue(
      @Nullable String handler,
      @DefaultValue("false") boolean sessions,
      @DefaultValue("4") int concurrency,
      @DefaultValue("5") int attempts,
      @DefaultValue("true") boolean once,
      @DefaultValue("2s") Duration sessionIdle,
      @DefaultValue("20s") Duration drain) {

    String handlerFor(String queue) {
      return Optional.ofNullable(handler).orElse(queue);
    }

    ConsumerSettings settings(String queue) {
      return new ConsumerSettings(queue, sessions, concurrency, attempts, sessionIdle, drain);
    }
  }

  /** Leaves the connection string out. */
  @Override
  public String toString() {
    return "MessagingProperties[" + namespace + ", " + queues + "]";
  }
}
