package io.pilothouse.domainservice.message;

import io.pilothouse.serviceruntime.messaging.OutgoingMessage;
import io.pilothouse.serviceruntime.outbox.Outbox;
import io.pilothouse.serviceruntime.outbox.OutboxPublisher;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Sends messages with the transaction that runs: they go out if it commits, and only then. */
public final class EventOutbox {
  private final DataSource source;
  private final OutboxPublisher publisher;
  private final SQLStateSQLExceptionTranslator failures = new SQLStateSQLExceptionTranslator();

  EventOutbox(DataSource source, OutboxPublisher publisher) {
    this.source = source;
    this.publisher = publisher;
  }

  /** Sends with the transaction; it has to be one that writes. */
  public void send(String queue, OutgoingMessage message) {
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
