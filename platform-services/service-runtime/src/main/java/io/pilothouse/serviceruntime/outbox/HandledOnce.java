package io.pilothouse.serviceruntime.outbox;

import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.messaging.IncomingMessage;
import io.pilothouse.serviceruntime.messaging.MessageHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Handles each message once, whatever the broker repeats and whoever of the pods gets it: its id is
 * kept in the transaction of its effect, so that both are there or neither. When the outcome of a
 * commit is not known, the message comes again and finds out.
 */
public final class HandledOnce implements MessageHandler {

  private static final String KEEP =
      "insert into handled_message (consumer, id) values (?, ?) on conflict do nothing";
  private static final String FORGET =
      "delete from handled_message where ctid in (select ctid from handled_message"
          + " where handled_at < now() - make_interval(secs => ?) limit 1000)";
  private static final int FORGET_EVERY = 500;

  private final String consumer;
  private final RoutedDatabase database;
  private final Duration kept;
  private final TransactionalHandler handler;
  private final AtomicLong count = new AtomicLong();
  private final LongAdder repeated = new LongAdder();

  /**
   * A handler that is called once for each message.
   *
   * @param consumer whose effect it is; another consumer of the same message has its own
   * @param kept how long an id is kept; longer than a message may stay in the queue
   */
  public HandledOnce(
      String consumer, RoutedDatabase database, Duration kept, TransactionalHandler handler) {
    this.consumer = consumer;
    this.database = database;
    this.kept = kept;
    this.handler = handler;
  }

  @Override
  public void handle(IncomingMessage message) {
    boolean first =
        database.transaction(connection -> {
          if (!keep(connection, consumer, message.id())) {
            return false;
          }
          handler.handle(message, connection);
          return true;
        });
    if (!first) {
      repeated.increment();
    }
    if (count.incrementAndGet() % FORGET_EVERY == 0) {
      database.transaction(connection -> forget(connection, kept));
    }
  }

  /** Messages that came although they had been handled. */
  public long repeated() {
    return repeated.sum();
  }

  /**
   * Keeps a message's id in the connection's transaction; waits for another transaction that is
   * about to keep the same.
   *
   * @return false when it was there
   */
  public static boolean keep(Connection connection, String consumer, String id)
      throws SQLException {
    try (var statement = connection.prepareStatement(KEEP)) {
      statement.setString(1, consumer);
      statement.setString(2, id);
      return statement.executeUpdate() == 1;
    }
  }

  /**
   * Forgets some of the ids that are older than that, in the connection's transaction; returns how
   * many.
   */
  public static int forget(Connection connection, Duration kept) throws SQLException {
    try (var statement = connection.prepareStatement(FORGET)) {
      statement.setDouble(1, kept.toSeconds());
      return statement.executeUpdate();
    }
  }
}
