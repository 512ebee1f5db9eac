package io.pilothouse.serviceruntime.spring.messaging;

import io.pilothouse.serviceruntime.messaging.IncomingMessage;
import io.pilothouse.serviceruntime.messaging.MessageHandler;
import io.pilothouse.serviceruntime.outbox.HandledOnce;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Calls a handler in a Spring transaction that also remembers the message: what the handler does
 * through {@code JdbcTemplate} or {@code @Transactional} beans is there once, or not at all.
 */
final class OnceInTransaction implements MessageHandler {

  private static final int FORGET_EVERY = 500;

  private final String consumer;
  private final MessageHandler handler;
  private final TransactionOperations transactions;
  private final DataSource source;
  private final SQLExceptionTranslator failures = new SQLStateSQLExceptionTranslator();
  private final Duration kept;
  private final LongAdder repeated = new LongAdder();
  private final AtomicLong handled = new AtomicLong();

  /**
   * Puts a transaction around a handler.
   *
   * @param consumer whose effect it is; another consumer of the same message has its own
   * @param kept how long an id is kept; longer than a message may stay in the queue
   */
  OnceInTransaction(
      String consumer,
      MessageHandler handler,
      TransactionOperations transactions,
      DataSource source,
      Duration kept) {
    this.consumer = consumer;
    this.handler = handler;
    this.transactions = transactions;
    this.source = source;
    this.kept = kept;
  }

  @Override
  public void handle(IncomingMessage message) {
    transactions.executeWithoutResult(status -> {
      if (isNew(message)) {
        handler.handle(message);
      } else {
        repeated.increment();
      }
    });
    if (handled.incrementAndGet() % FORGET_EVERY == 0) {
      transactions.executeWithoutResult(status -> forget());
    }
  }

  long repeated() {
    return repeated.sum();
  }

  private boolean isNew(IncomingMessage message) {
    try {
      return HandledOnce.keep(DataSourceUtils.getConnection(source), consumer, message.id());
    } catch (SQLException e) {
      throw translated("keep message " + message.id(), e);
    }
  }

  private void forget() {
    try {
      HandledOnce.forget(DataSourceUtils.getConnection(source), kept);
    } catch (SQLException e) {
      throw translated("forget handled messages", e);
    }
  }

  private RuntimeException translated(String task, SQLException failure) {
    var translated = failures.translate(task, null, failure);
    return translated == null ? new IllegalStateException(failure) : translated;
  }
}
