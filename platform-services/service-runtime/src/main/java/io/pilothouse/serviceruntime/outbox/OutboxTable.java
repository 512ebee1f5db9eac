package io.pilothouse.serviceruntime.outbox;

import io.pilothouse.serviceruntime.messaging.OutgoingMessage;
import io.pilothouse.serviceruntime.messaging.ReplyAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outbox as its publishers use it, of which each pod has one. A publisher claims rows for as
 * long as its transaction lasts. Of a session it claims all or none, by an advisory lock, since two
 * publishers that shared one would send its messages out of order.
 */
final class OutboxTable {

  /** The first key of the advisory locks, so that they meet no other's. */
  private static final int LOCKS = 0x0b0;

  private static final String FIRST =
      "select position, queue, session from outbox_message"
          + " where refused_at is null and queue <> all (?) order by position limit ?";

  private static final String LOCK_SESSIONS =
      "select queue, session from (select distinct queue, session from ("
          + FIRST
          + ") first where session is not null offset 0) sessions"
          + " where pg_try_advisory_xact_lock("
          + LOCKS
          + ", hashtext(queue || chr(10) || session))";

  private static final String CLAIM =
      "select position, id, queue, session, body, property_names, property_values, reply_queue,"
          + " reply_session, correlation from outbox_message where position in (select position"
          + " from ("
          + FIRST
          + ") first where session is null or (queue, session) in (select * from unnest(?, ?)))"
          + " order by position for update skip locked";

  private OutboxTable() {}

  /** Claims the first messages that nobody else has, but those to some queues. */
  static List<WaitingMessage> claim(Connection connection, Collection<String> but, int most)
      throws SQLException {
    var queues = new ArrayList<String>();
    var sessions = new ArrayList<String>();
    var passedOver = connection.createArrayOf("text", but.toArray());
    try (var statement = connection.prepareStatement(LOCK_SESSIONS)) {
      statement.setArray(1, passedOver);
      statement.setInt(2, most);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          queues.add(row.getString("queue"));
          sessions.add(row.getString("session"));
        }
      }
    }
    var claimed = new ArrayList<WaitingMessage>();
    try (var statement = connection.prepareStatement(CLAIM)) {
      statement.setArray(1, passedOver);
      statement.setInt(2, most);
      statement.setArray(3, connection.createArrayOf("text", queues.toArray()));
      statement.setArray(4, connection.createArrayOf("text", sessions.toArray()));
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          claimed.add(message(row));
        }
      }
    }
    return claimed;
  }

  static void delete(Connection connection, Collection<Long> positions) throws SQLException {
    try (var statement =
        connection.prepareStatement("delete from outbox_message where position = any (?)")) {
      statement.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
      statement.executeUpdate();
    }
  }

  /** Puts aside what will never be taken, for a person to look at. */
  static void refuse(Connection connection, Map<Long, String> reasons) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update outbox_message set refused_at = now(), refusal = ? where position = ?")) {
      for (var refused : reasons.entrySet()) {
        statement.setString(1, refused.getValue());
        statement.setLong(2, refused.getKey());
        statement.executeUpdate();
      }
    }
  }

  /** How many wait to be sent. */
  static long waiting(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select count(*) from outbox_message where refused_at is null")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static WaitingMessage message(ResultSet row) throws SQLException {
    var names = (String[]) row.getArray("property_names").getArray();
    var values = (String[]) row.getArray("property_values").getArray();
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      properties.put(names[i], values[i]);
    }
    var replySession = Optional.ofNullable(row.getString("reply_session")).orElse("");
    return new WaitingMessage(
        row.getLong("position"),
        row.getString("queue"),
        new OutgoingMessage(
            row.getString("id"),
            row.getString("body"),
            Optional.ofNullable(row.getString("session")),
            properties,
            Optional.ofNullable(row.getString("reply_queue"))
                .map(queue -> new ReplyAddress(queue, replySession)),
            Optional.ofNullable(row.getString("correlation"))));
  }
}
