package io.pilothouse.serviceruntime.messaging;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.credential.TokenCredential;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A service's way to its Service Bus namespace: what is made of it shares one connection, which is
 * opened at the first use and ends when the last of them is closed.
 */
public final class BrokerConnection {
  private final ServiceBusClientBuilder builder;
  private final InstantSource clock;

  /**
   * Prepares a connection; nothing is connected yet.
   *
   * @param connectionString with the namespace's address and a shared access key
   * @param patience how long one try may take; each is made twice
   */
  public BrokerConnection(String connectionString, Duration patience, InstantSource clock) {
    this(new ServiceBusClientBuilder().connectionString(connectionString), patience, clock);
  }

  /**
   * Prepares a connection without a key: with a managed identity or another of Entra's.
   *
   * @param namespace its full name, such as {@code orders.servicebus.windows.net}
   */
  public BrokerConnection(
      String namespace, TokenCredential credential, Duration patience, InstantSource clock) {
    this(new ServiceBusClientBuilder().credential(namespace, credential), patience, clock);
  }

  private BrokerConnection(
      ServiceBusClientBuilder builder, Duration patience, InstantSource clock) {
    this.clock = clock;
    this.builder =
        builder.retryOptions(
            new AmqpRetryOptions()
                .setTryTimeout(patience)
                .setMaxRetries(1)
                .setDelay(Duration.ofMillis(200))
                .setMaxDelay(Duration.ofSeconds(5)));
  }

  /** Sends to a queue or topic. */
  public MessageSender sender(String queue) {
    return new MessageSender(queue, builder.sender().queueName(queue).buildClient(), clock);
  }

  /** Consumes a queue, once it is started. */
  public MessageConsumer consumer(
      ConsumerSettings settings, HandledMessages handled, MessageHandler handler) {
    return new MessageConsumer(builder, settings, handled, handler, clock);
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
