package io.pilothouse.serviceruntime.outbox;

import io.pilothouse.serviceruntime.messaging.OutgoingMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;

/**
 * Messages that are sent if, and only if, the transaction in which they were put here commits. Each
 * is sent at least once; its id lets queues and consumers know it again. The tables are in {@code
 * db/pilothouse-runtime}.
 */
public final class Outbox {

  private static final String PUT =
      "insert into outbox_message (id, queue, session, body, property_names, property_values,"
          + " reply_queue, reply_session, correlation) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private Outbox() {}

  /**
   * Puts a message into the connection's transaction.
   *
   * @throws SQLException also when a message of that id is here already
   */
  public static void put(Connection connection, String queue, OutgoingMessage message)
      throws SQLException {
    var names = new ArrayList<String>();
    var values = new ArrayList<String>();
    message
        .properties()
        .forEach((name, value) -> {
          names.add(name);
          values.add(value);
        });
    try (var statement = connection.prepareStatement(PUT)) {
      statement.setString(1, message.id());
      statement.setString(2, queue);
      statement.setString(3, message.session().orElse(null));
      statement.setString(4, message.body());
      statement.setArray(5, connection.createArrayOf("text", names.toArray()));
      statement.setArray(6, connection.createArrayOf("text", values.toArray()));
      statement.setString(7, message.replyTo().map(reply -> reply.queue()).orElse(null));
      statement.setString(8, message.replyTo().map(reply -> reply.session()).orElse(null));
      statement.setString(9, message.correlation().orElse(null));
      statement.executeUpdate();
    }
  }
}
