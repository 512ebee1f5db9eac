package io.pilothouse.localtwin.azure;

import io.pilothouse.localtwin.broker.QueueCounts;
import java.util.List;

/**
 * A Service Bus namespace as it is now.
 *
 * @param name of the resource
 * @param connections open ones
 * @param queues its queues and its topics' subscriptions
 */
public record BrokerFacts(String name, int connections, List<QueueCounts> queues) {
  public BrokerFacts {
    queues = List.copyOf(queues);
  }
}
