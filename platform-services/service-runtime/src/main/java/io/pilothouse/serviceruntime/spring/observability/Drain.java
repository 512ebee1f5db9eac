package io.pilothouse.serviceruntime.spring.observability;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Leaves without dropping a request. First of all that is stopped: the service says that it is not
 * ready and goes on answering until endpoints and load balancers have heard of it. Then Spring
 * Boot's graceful shutdown refuses new requests and waits for those under way, then consumers stop,
 * and pools are closed last, as beans.
 */
final class Drain implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final ApplicationContext context;
  private final Duration delay;
  private volatile boolean running;

  Drain(ApplicationContext context, Duration delay) {
    this.context = context;
    this.delay = delay;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public void stop(Runnable done) {
    running = false;
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
    LOG.info("draining delay={}", delay);
    CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS).execute(done);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server's graceful shutdown, which is a little below the highest. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
