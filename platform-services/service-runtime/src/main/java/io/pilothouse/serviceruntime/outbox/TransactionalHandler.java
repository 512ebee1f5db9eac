package io.pilothouse.serviceruntime.outbox;

import io.pilothouse.serviceruntime.messaging.IncomingMessage;
import java.sql.Connection;
import java.sql.SQLException;

/** What a service does with a message in one transaction. */
@FunctionalInterface
public interface TransactionalHandler {
  /**
   * Handles a message; all that it does, it does on this connection, which the caller commits.
   *
   * @throws SQLException if the database failed: the message comes again
   */
  void handle(IncomingMessage message, Connection connection) throws SQLException;
}
