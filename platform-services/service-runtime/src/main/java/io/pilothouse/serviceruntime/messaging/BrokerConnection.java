package io.pilothouse.serviceruntime.messaging;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.credential.TokenCredential;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * A service's way to its Service Bus namespace: what is made of it shares one connection, which is
 * opened at the first use and ends when the last of them is closed.
 */
public final class BrokerConnection {
  private final ServiceBusClientBuilder builder;
  private final InstantSource clock;
  private final Consumer<Throwable> onFailure;

  /**
   * Prepares a connection; nothing is connected yet.
   *
   * @param connectionString with the namespace's address and a shared access key
   * @param patience how long one try may take; each is made twice
   */
  public BrokerConnection(String connectionString, Duration patience, InstantSource clock) {
    this(
        patient(new ServiceBusClientBuilder().connectionString(connectionString), patience),
        clock,
        failure -> {});
  }

  /**
   * Prepares a connection without a key: with a managed identity or another of Entra's.
   *
   * @param namespace its full name, such as {@code orders.servicebus.windows.net}
   */
  public BrokerConnection(
      String namespace, TokenCredential credential, Duration patience, InstantSource clock) {
    this(
        patient(new ServiceBusClientBuilder().credential(namespace, credential), patience),
        clock,
        failure -> {});
  }

  private BrokerConnection(
      ServiceBusClientBuilder builder, InstantSource clock, Consumer<Throwable> onFailure) {
    this.builder = builder;
    this.clock = clock;
    this.onFailure = onFailure;
  }

  private static ServiceBusClientBuilder patient(
      ServiceBusClientBuilder builder, Duration patience) {
    return builder.retryOptions(
        new AmqpRetryOptions()
            .setTryTimeout(patience)
            .setMaxRetries(1)
            .setDelay(Duration.ofMillis(200))
            .setMaxDelay(Duration.ofSeconds(5)));
  }

  /**
   * The same connection, whose failures to send and to receive somebody hears of.
   *
   * @param listener called on any thread; must not block
   */
  public BrokerConnection tellingFailures(Consumer<Throwable> listener) {
    return new BrokerConnection(builder, clock, listener);
  }

  /** Sends to a queue or topic. */
  public MessageSender sender(String queue) {
    return new MessageSender(
        queue, builder.sender().queueName(queue).buildClient(), clock, onFailure);
  }

  /** Consumes a queue, once it is started. */
  public MessageConsumer consumer(
      ConsumerSettings settings, HandledMessages handled, MessageHandler handler) {
    return new MessageConsumer(builder, settings, handled, handler, clock, onFailure);
  }

  /** Asks questions whose answers come to a queue with sessions. */
  public Requests requests(String replyQueue) {
    return new Requests(builder, replyQueue);
  }

  /** Counts what is in a queue. */
  public QueueDepth depth(String queue) {
    return new QueueDepth(
        queue, builder.receiver().queueName(queue).disableAutoComplete().buildClient());
  }
}
