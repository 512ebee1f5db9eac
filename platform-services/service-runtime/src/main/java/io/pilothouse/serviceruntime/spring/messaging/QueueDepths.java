package io.pilothouse.serviceruntime.spring.messaging;

import io.pilothouse.serviceruntime.messaging.QueueDepth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How many messages wait, by queue, counted now and then. A queue that does not answer has none.
 */
public final class QueueDepths
    implements io.pilothouse.serviceruntime.metrics.QueueDepths, AutoCloseable {

  private final List<QueueDepth> queues;
  private final Map<String, Long> counted = new ConcurrentHashMap<>();
  private final ScheduledExecutorService counting =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("queue-depths").factory());

  QueueDepths(List<QueueDepth> queues, Duration period) {
    this.queues = List.copyOf(queues);
    var unused =
        counting.scheduleWithFixedDelay(this::count, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What was counted last; without the queues that did not answer. */
  @Override
  public Map<String, Long> waiting() {
    return Map.copyOf(counted);
  }

  private void count() {
    for (var queue : queues) {
      queue
          .count()
          .ifPresentOrElse(
              depth -> counted.put(queue.queue(), depth), () -> counted.remove(queue.queue()));
    }
  }

  @Override
  public void close() {
    counting.shutdownNow();
    queues.forEach(QueueDepth::close);
  }
}
