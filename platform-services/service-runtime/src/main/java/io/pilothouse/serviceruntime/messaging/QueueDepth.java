package io.pilothouse.serviceruntime.messaging;

import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many messages are in a queue, counted by looking at them, which takes none and locks none.
 * Counts to {@link #MOST}: what scales on a queue's depth asks for more instances far below. Needs
 * only the right to listen, where the broker's own count needs the right to manage.
 */
public final class QueueDepth implements AutoCloseable {

  /** The most that is counted. */
  public static final int MOST = 500;

  private static final Logger LOG = LoggerFactory.getLogger(QueueDepth.class);
  private static final int AT_ONCE = 250;

  private final String queue;
  private final ServiceBusReceiverClient client;

  QueueDepth(String queue, ServiceBusReceiverClient client) {
    this.queue = queue;
    this.client = client;
  }

  public String queue() {
    return queue;
  }

  /** Counts now, over the network; empty when the broker does not answer. */
  public OptionalLong count() {
    try {
      long counted = 0;
      long from = 0;
      while (counted < MOST) {
        long before = counted;
        for (var message : client.peekMessages(AT_ONCE, from)) {
          counted++;
          from = message.getSequenceNumber() + 1;
        }
        if (counted == before) {
          break;
        }
      }
      return OptionalLong.of(counted);
    } catch (RuntimeException e) {
      LOG.debug("queue={} depth unknown cause=\"{}\"", queue, e.getMessage());
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
