package io.pilothouse.serviceruntime.spring.messaging;

import io.pilothouse.serviceruntime.messaging.IncomingMessage;
import io.pilothouse.serviceruntime.messaging.MessageHandler;
import io.pilothouse.serviceruntime.outbox.HandledOnce;
import java.sql.SQLException;
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

  private final String consumer;
  private final MessageHandler handler;
  private final TransactionOperations transactions;
  private final DataSource source;
  private final SQLExceptionTranslator failures = new SQLStateSQLExceptionTranslator();
  private final LongAdder repeated = new LongAdder();

  OnceInTransaction(
      String consumer,
      MessageHandler handler,
      TransactionOperations transactions,
      DataSource source) {
    this.consumer = consumer;
    this.handler = handler;
    this.transactions = transactions;
    this.source = source;
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
  }

  long repeated() {
    return repeated.sum();
  }

  private boolean isNew(IncomingMessage message) {
    try {
      return HandledOnce.keep(DataSourceUtils.getConnection(source), consumer, message.id());
    } catch (SQLException e) {
      var translated = failures.translate("keep message " + message.id(), null, e);
      throw translated == null ? new IllegalStateException(e) : translated;
    }
  }
}
