package io.pilothouse.domainservice.message;

import io.pilothouse.serviceruntime.messaging.IncomingMessage;
import io.pilothouse.serviceruntime.messaging.MessageHandler;
import io.pilothouse.serviceruntime.outbox.HandledOnce;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Calls a handler in a transaction that also remembers the message: what it does through that
 * transaction is there once, or not at all, however often the message comes.
 */
final class OnceHandler implements MessageHandler {
  private final String consumer;
  private final MessageHandler handler;
  private final TransactionOperations writing;
  private final DataSource source;
  private final SQLStateSQLExceptionTranslator failures = new SQLStateSQLExceptionTranslator();

  OnceHandler(
      String consumer, MessageHandler handler, TransactionOperations writing, DataSource source) {
    this.consumer = consumer;
    this.handler = handler;
    this.writing = writing;
    this.source = source;
  }

  @Override
  public void handle(IncomingMessage message) {
    writing.executeWithoutResult(status -> {
      if (isNew(message)) {
        handler.handle(message);
      }
    });
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
