package io.pilothouse.serviceruntime.messaging;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the messages of one queue, each under a lock: completed when handled, given back when an
 * attempt failed, put aside among the dead letters when the attempts are used up or no attempt can
 * help. A message whose id was handled before is only completed.
 *
 * <p>Stopping lets what is being handled end; what was received and not begun comes to another
 * consumer when its lock ends. Safe for use by any thread.
 */
public final class MessageConsumer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageConsumer.class);

  private final ConsumerSettings settings;
  private final HandledMessages handled;
  private final MessageHandler handler;
  private final InstantSource clock;
  private final ServiceBusProcessorClient client;
  private final Consumer<Throwable> onFailure;
  private final HandlerGate gate = new HandlerGate();
  private final AtomicReference<MessagingHealth> health;
  private final LongAdder handledCount = new LongAdder();
  private final LongAdder repeatedCount = new LongAdder();
  private final LongAdder failedCount = new LongAdder();
  private final LongAdder putAsideCount = new LongAdder();

  MessageConsumer(
      ServiceBusClientBuilder builder,
      ConsumerSettings settings,
      HandledMessages handled,
      MessageHandler handler,
      InstantSource clock,
      Consumer<Throwable> onFailure) {
    this.settings = settings;
    this.handled = handled;
    this.handler = handler;
    this.clock = clock;
    this.onFailure = onFailure;
    this.health =
        new AtomicReference<>(new MessagingHealth(true, clock.instant(), Optional.empty()));
    this.client = settings.sessions() ? sessions(builder) : plain(builder);
  }

  /** Begins to receive, or goes on. */
  public synchronized void start() {
    gate.open();
    client.start();
    LOG.info("queue={} consumer started", settings.queue());
  }

  /** Ends in order: no new messages, those being handled are finished. */
  public synchronized void stop() {
    if (!client.isRunning()) {
      return;
    }
    boolean finished = gate.shut(settings.patience());
    client.stop();
    gate.stopped();
    LOG.info("queue={} consumer stopped finished={}", settings.queue(), finished);
  }

  public ConsumerSnapshot snapshot() {
    return new ConsumerSnapshot(
        settings.queue(),
        client.isRunning(),
        handledCount.sum(),
        repeatedCount.sum(),
        failedCount.sum(),
        putAsideCount.sum(),
        health.get());
  }

  @Override
  public synchronized void close() {
    stop();
    client.close();
  }

  private void receive(ServiceBusReceivedMessageContext context) {
    health.updateAndGet(h -> h.afterSuccess(clock.instant()));
    if (!gate.enter()) {
      return;
    }
    try {
      attempt(IncomingMessage.of(context.getMessage()), context);
    } finally {
      gate.leave();
    }
  }

  private void attempt(IncomingMessage message, ServiceBusReceivedMessageContext context) {
    if (handled.contains(message.id())) {
      repeatedCount.increment();
      context.complete();
      return;
    }
    try {
      handler.handle(message);
    } catch (UnprocessableMessageException e) {
      putAside(message, context, "Unprocessable", e);
      return;
    } catch (RuntimeException e) {
      failedCount.increment();
      if (message.delivery() >= settings.attempts()) {
        putAside(message, context, "AttemptsExhausted", e);
      } else {
        context.abandon();
      }
      return;
    }
    handled.add(message.id());
    handledCount.increment();
    context.complete();
  }

  private void putAside(
      IncomingMessage message,
      ServiceBusReceivedMessageContext context,
      String reason,
      RuntimeException cause) {
    context.deadLetter(
        new DeadLetterOptions()
            .setDeadLetterReason(reason)
            .setDeadLetterErrorDescription(String.valueOf(cause.getMessage())));
    putAsideCount.increment();
    LOG.warn(
        "queue={} message={} put aside reason={} delivery={} cause={}",
        settings.queue(),
        message.id(),
        reason,
        message.delivery(),
        cause.toString());
  }

  private void failed(Throwable error) {
    String said = error.getMessage() == null ? error.toString() : error.getMessage();
    health.updateAndGet(h -> h.afterFailure(said, clock.instant()));
    onFailure.accept(error);
    LOG.debug("queue={} receiving failed: {}", settings.queue(), said);
  }

  private ServiceBusProcessorClient plain(ServiceBusClientBuilder builder) {
    return builder
        .processor()
        .queueName(settings.queue())
        .disableAutoComplete()
        .maxConcurrentCalls(settings.concurrency())
        .processMessage(this::receive)
        .processError(context -> failed(context.getException()))
        .buildProcessorClient();
  }

  private ServiceBusProcessorClient sessions(ServiceBusClientBuilder builder) {
    return builder
        .sessionProcessor()
        .queueName(settings.queue())
        .disableAutoComplete()
        .maxConcurrentSessions(settings.concurrency())
        .sessionIdleTimeout(settings.sessionIdle())
        .processMessage(this::receive)
        .processError(context -> failed(context.getException()))
        .buildProcessorClient();
  }
}
