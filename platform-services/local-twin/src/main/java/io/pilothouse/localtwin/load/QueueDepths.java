package io.pilothouse.localtwin.load;

import io.pilothouse.localtwin.broker.QueueCounts;
import io.pilothouse.localtwin.broker.ServiceBusBroker;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The queues of the twin's brokers as external metrics, so that an autoscaler scales by what waits.
 * The metric is named as KEDA names it: {@value #PREFIX} and the queue's name; its value is the
 * number of messages to be received.
 */
public final class QueueDepths {

  /** Before the queue's name. */
  public static final String PREFIX = "azure-servicebus-";

  private final List<ServiceBusBroker> brokers;

  public QueueDepths(Collection<ServiceBusBroker> brokers) {
    this.brokers = List.copyOf(brokers);
  }

  /** Absent when no broker has the queue that the metric names. */
  OptionalDouble value(String metric) {
    if (!metric.startsWith(PREFIX)) {
      return OptionalDouble.empty();
    }
    String queue = metric.substring(PREFIX.length());
    return brokers.stream()
        .flatMap(broker -> broker.counts(queue).stream())
        .mapToDouble(QueueCounts::active)
        .findFirst();
  }
}
