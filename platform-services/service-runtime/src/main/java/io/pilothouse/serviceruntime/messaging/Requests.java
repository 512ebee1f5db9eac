package io.pilothouse.serviceruntime.messaging;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions asked by message and answered by message: each goes to a queue with the address of a
 * session that is this instance's own, in which the answers come. Who asks gets a future and is not
 * held up; an answer that comes after its time, or twice, is dropped.
 *
 * <p>While the broker is gone, listening goes on as soon as it is back. Safe for use by any thread.
 */
public final class Requests implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
  private static final Duration ONE_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration END = Duration.ofSeconds(3);
  private static final int AT_ONCE = 50;

  private final ReplyAddress address;
  private final ServiceBusSessionReceiverClient sessions;
  private final Map<String, CompletableFuture<IncomingMessage>> open = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread listener;

  /** Listens from now on. */
  Requests(ServiceBusClientBuilder builder, String replyQueue) {
    this.address = new ReplyAddress(replyQueue, "replies-" + UUID.randomUUID());
    this.sessions =
        builder.sessionReceiver().disableAutoComplete().queueName(replyQueue).buildClient();
    this.listener = Thread.ofVirtual().name("replies-" + replyQueue).start(this::listen);
  }

  /**
   * Asks.
   *
   * @param patience after which the future ends with a {@link
   *     java.util.concurrent.TimeoutException}
   * @return the answer; ends exceptionally at once if the question is not sent
   */
  public CompletableFuture<IncomingMessage> ask(
      MessageSender to, OutgoingMessage question, Duration patience) {
    var answer = new CompletableFuture<IncomingMessage>();
    open.put(question.id(), answer);
    try {
      to.send(question.answeredTo(address));
    } catch (MessagingException e) {
      answer.completeExceptionally(e);
    }
    return answer
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((told, failure) -> open.remove(question.id()));
  }

  /** Questions that wait for their answer. */
  public int waiting() {
    return open.size();
  }

  /** Ends listening; who still waits is told so. */
  @Override
  public void close() {
    closed.countDown();
    listener.interrupt();
    try {
      if (!listener.join(END)) {
        LOG.warn("queue={} listening for replies did not end in time", address.queue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sessions.close();
    var ended = new IllegalStateException("stopped before the answer came");
    open.values().forEach(answer -> answer.completeExceptionally(ended));
  }

  private void listen() {
    var pause = Duration.ofMillis(100);
    while (closed.getCount() > 0) {
      @Nullable ServiceBusReceiverClient receiver = null;
      try {
        receiver = sessions.acceptSession(address.session());
        pause = Duration.ofMillis(100);
        receive(receiver);
      } catch (RuntimeException e) {
        if (closed.getCount() > 0) {
          LOG.debug("queue={} no replies cause=\"{}\"", address.queue(), e.getMessage());
          pause = waited(pause);
        }
      } finally {
        if (receiver != null) {
          receiver.close();
        }
      }
    }
  }

  private void receive(ServiceBusReceiverClient receiver) {
    while (closed.getCount() > 0) {
      for (var message : receiver.receiveMessages(AT_ONCE, ONE_WAIT)) {
        var reply = IncomingMessage.of(message);
        Optional.ofNullable(open.get(reply.correlation().orElse("")))
            .ifPresentOrElse(
                answer -> answer.complete(reply),
                () -> LOG.debug("queue={} nobody waits for {}", address.queue(), reply.id()));
        receiver.complete(message);
      }
    }
  }

  private Duration waited(Duration pause) {
    try {
      if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return pause;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
    var doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }
}
