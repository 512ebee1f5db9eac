package io.pilothouse.serviceruntime.messaging;

import com.azure.core.amqp.AmqpRetryOptions;
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
    this.clock = clock;
    this.builder =
        new ServiceBusClientBuilder()
            .connectionString(connectionString)
            .retryOptions(
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
}
