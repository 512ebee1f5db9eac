package io.pilothouse.domainservice.message;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pilothouse.serviceruntime.messaging.MessageConsumer;
import io.pilothouse.serviceruntime.messaging.QueueDepth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * The workers of the service's queues, which begin when it is ready and end before it stops to
 * answer, and how many messages wait in its queues.
 */
final class QueueWork implements SmartLifecycle, MeterBinder, AutoCloseable {
  private static final Duration COUNT_EVERY = Duration.ofSeconds(2);

  /** After the web server has started, and before it stops. */
  private static final int PHASE = Integer.MAX_VALUE - 512;

  private final List<MessageConsumer> consumers;
  private final List<QueueDepth> depths;
  private final Map<String, Long> counted = new ConcurrentHashMap<>();
  private final ScheduledExecutorService counting =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("queue-depths").factory());
  private volatile boolean running;

  QueueWork(List<MessageConsumer> consumers, List<QueueDepth> depths) {
    this.consumers = List.copyOf(consumers);
    this.depths = List.copyOf(depths);
  }

  @Override
  public void start() {
    consumers.forEach(MessageConsumer::start);
    var unused =
        counting.scheduleWithFixedDelay(
            this::count, 0, COUNT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    consumers.parallelStream().forEach(MessageConsumer::stop);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** No number while a queue does not answer: nothing is known then. */
  @Override
  public void bindTo(MeterRegistry registry) {
    for (QueueDepth depth : depths) {
      Gauge.builder(
              "message_queue_depth",
              counted,
              all ->
                  all.containsKey(depth.queue()) ? all.getOrDefault(depth.queue(), 0L) : Double.NaN)
          .tag("queue", depth.queue())
          .register(registry);
    }
  }

  @Override
  public void close() {
    counting.shutdownNow();
    consumers.forEach(MessageConsumer::close);
    depths.forEach(QueueDepth::close);
  }

  private void count() {
    for (QueueDepth depth : depths) {
      depth
          .count()
          .ifPresentOrElse(
              waiting -> counted.put(depth.queue(), waiting), () -> counted.remove(depth.queue()));
    }
  }
}
