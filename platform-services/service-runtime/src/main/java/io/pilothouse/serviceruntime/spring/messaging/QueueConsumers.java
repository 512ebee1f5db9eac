package io.pilothouse.serviceruntime.spring.messaging;

import io.pilothouse.serviceruntime.messaging.ConsumerSnapshot;
import io.pilothouse.serviceruntime.messaging.MessageConsumer;
import java.util.List;
import java.util.concurrent.Executors;
import org.springframework.context.SmartLifecycle;

/**
 * The consumers of a service: they begin when the service is ready and end, all at once, before it
 * stops to answer.
 */
public final class QueueConsumers implements SmartLifecycle, AutoCloseable {

  private final List<MessageConsumer> consumers;
  private volatile boolean running;

  QueueConsumers(List<MessageConsumer> consumers) {
    this.consumers = List.copyOf(consumers);
  }

  /** What each has done. */
  public List<ConsumerSnapshot> snapshots() {
    return consumers.stream().map(MessageConsumer::snapshot).toList();
  }

  @Override
  public void start() {
    consumers.forEach(MessageConsumer::start);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    try (var stopping = Executors.newVirtualThreadPerTaskExecutor()) {
      consumers.forEach(consumer -> stopping.execute(consumer::stop));
    }
  }

  @Override
  public void close() {
    consumers.forEach(MessageConsumer::close);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the web server's own, which is 1,024 and 2,048 below the highest. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 512;
  }
}
