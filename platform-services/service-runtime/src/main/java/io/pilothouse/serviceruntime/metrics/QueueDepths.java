package io.pilothouse.serviceruntime.metrics;

import java.util.Map;

/**
 * How many messages wait in the queues that a service consumes; read each second, so remembered.
 */
@FunctionalInterface
public interface QueueDepths {

  /** Waiting messages by queue. */
  Map<String, Long> waiting();
}
