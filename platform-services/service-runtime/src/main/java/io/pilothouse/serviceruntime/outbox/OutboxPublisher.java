package io.pilothouse.serviceruntime.outbox;

import io.pilothouse.serviceruntime.messaging.BrokerConnection;
import io.pilothouse.serviceruntime.messaging.MessageSender;
import io.pilothouse.serviceruntime.messaging.MessagingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox, in the order in which it was put there within a session, and takes
 * it out when the broker has confirmed it. Each pod runs one; they share the work and wait for
 * nobody.
 *
 * <p>A queue that takes nothing is left alone for a while and holds up no other. A message that the
 * broker will never take is put aside. If the process ends between a confirmation and its commit,
 * the message is sent again under the same id. Safe for use by any thread.
 */
public final class OutboxPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);
  private static final int AT_ONCE = 200;
  private static final int LANES = 8;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration END = Duration.ofSeconds(15);

  private final DataSource database;
  private final BrokerConnection broker;
  private final Duration period;
  private final InstantSource clock;
  private final Map<String, MessageSender> senders = new ConcurrentHashMap<>();
  private final HeldBack heldBack = new HeldBack();
  private final ExecutorService lanes =
      Executors.newFixedThreadPool(LANES, Thread.ofVirtual().name("outbox-lane-", 0).factory());
  private final Semaphore wanted = new Semaphore(0);
  private final LongAdder sentCount = new LongAdder();
  private final LongAdder refusedCount = new LongAdder();
  private final Thread loop;
  private volatile long waiting;
  private volatile boolean closed;

  /**
   * Publishes from now on.
   *
   * @param database connections to the primary
   * @param period how often it looks by itself
   */
  public OutboxPublisher(
      DataSource database, BrokerConnection broker, Duration period, InstantSource clock) {
    this.database = database;
    this.broker = broker;
    this.period = period;
    this.clock = clock;
    this.loop = Thread.ofVirtual().name("outbox").start(this::publish);
  }

  /** Looks now: something was committed. */
  public void nudge() {
    if (wanted.availablePermits() == 0) {
      wanted.release();
    }
  }

  public OutboxSnapshot snapshot() {
    return new OutboxSnapshot(
        waiting, sentCount.sum(), refusedCount.sum(), heldBack.at(clock.instant()));
  }

  /** Ends after what is being sent. */
  @Override
  public void close() {
    closed = true;
    nudge();
    try {
      if (!loop.join(END)) {
        LOG.warn("outbox publisher did not end in time");
        loop.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lanes.shutdownNow();
    senders.values().forEach(MessageSender::close);
  }

  private void publish() {
    var pause = period;
    while (!closed) {
      try {
        boolean all = publishSome() < AT_ONCE;
        if (pause.compareTo(period) > 0) {
          LOG.info("outbox is read again");
        }
        pause = period;
        if (!all) {
          continue;
        }
      } catch (SQLException | RuntimeException e) {
        if (pause.equals(period)) {
          LOG.warn("outbox cannot be read cause=\"{}\"", e.getMessage());
        }
        var doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      rest(pause);
    }
  }

  private void rest(Duration pause) {
    try {
      if (wanted.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        wanted.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /** Returns how many left the outbox. */
  private int publishSome() throws SQLException, InterruptedException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var claimed = OutboxTable.claim(connection, heldBack.at(clock.instant()), AT_ONCE);
      var sent = new ConcurrentLinkedQueue<Long>();
      Map<Long, String> refused = new ConcurrentHashMap<>();
      send(claimed, sent, refused);
      settle(connection, sent, refused);
      waiting = claimed.isEmpty() && waiting == 0 ? 0 : OutboxTable.waiting(connection);
      connection.commit();
      sentCount.add(sent.size());
      refusedCount.add(refused.size());
      return sent.size() + refused.size();
    }
  }

  private static void settle(
      Connection connection, Collection<Long> sent, Map<Long, String> refused) throws SQLException {
    if (!sent.isEmpty()) {
      OutboxTable.delete(connection, sent);
    }
    if (!refused.isEmpty()) {
      OutboxTable.refuse(connection, refused);
    }
  }

  private void send(List<WaitingMessage> claimed, Collection<Long> sent, Map<Long, String> refused)
      throws InterruptedException {
    var byLane =
        claimed.stream()
            .collect(
                Collectors.groupingBy(
                    WaitingMessage::lane, LinkedHashMap::new, Collectors.toList()));
    Set<String> failed = ConcurrentHashMap.newKeySet();
    var work =
        byLane.values().stream()
            .<Callable<Boolean>>map(lane -> () -> sendLane(lane, sent, refused, failed))
            .toList();
    for (var unused : lanes.invokeAll(work)) {
      // What each lane did is in the collections.
    }
  }

  /** In order, up to the first that fails. */
  private boolean sendLane(
      List<WaitingMessage> lane,
      Collection<Long> sent,
      Map<Long, String> refused,
      Set<String> failed) {
    for (var waiting : lane) {
      if (failed.contains(waiting.queue())) {
        return false;
      }
      try {
        senders.computeIfAbsent(waiting.queue(), broker::sender).send(waiting.message());
        sent.add(waiting.position());
        if (heldBack.worked(waiting.queue())) {
          LOG.info("queue={} takes messages again", waiting.queue());
        }
      } catch (MessagingException e) {
        if (!e.hopeless()) {
          if (failed.add(waiting.queue()) && heldBack.failed(waiting.queue(), clock.instant())) {
            LOG.warn("queue={} takes no messages cause=\"{}\"", waiting.queue(), e.getMessage());
          }
          return false;
        }
        LOG.error("queue={} never takes message={}", waiting.queue(), waiting.message().id(), e);
        refused.put(waiting.position(), String.valueOf(e.getMessage()));
      }
    }
    return true;
  }
}
