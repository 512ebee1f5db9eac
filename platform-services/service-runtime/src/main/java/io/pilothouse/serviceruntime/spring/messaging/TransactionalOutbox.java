package io.pilothouse.serviceruntime.spring.messaging;

import io.pilothouse.serviceruntime.messaging.OutgoingMessage;
import io.pilothouse.serviceruntime.outbox.Outbox;
import io.pilothouse.serviceruntime.outbox.OutboxPublisher;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sends messages with the transaction that runs: when it commits they go out, when it does not they
 * never were. What is not needed for the answer, such as history, is written this way.
 */
public final class TransactionalOutbox {

  private final DataSource source;
  private final OutboxPublisher publisher;
  private final SQLExceptionTranslator failures = new SQLStateSQLExceptionTranslator();

  TransactionalOutbox(DataSource source, OutboxPublisher publisher) {
    this.source = source;
    this.publisher = publisher;
  }

  /**
   * Sends with the transaction.
   *
   * @throws IllegalTransactionStateException without a transaction that may write
   */
  public void send(String queue, OutgoingMessage message) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()
        || TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
      throw new IllegalTransactionStateException(
          "message " + message.id() + " needs a transaction that may write: add @Transactional");
    }
    try {
      Outbox.put(DataSourceUtils.getConnection(source), queue, message);
    } catch (SQLException e) {
      var translated = failures.translate("put message " + message.id(), null, e);
      throw translated == null ? new IllegalStateException(e) : translated;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            publisher.nudge();
          }
        });
  }
}
