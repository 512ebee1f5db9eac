package io.pilothouse.azureconnector;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Asks one PostgreSQL server about itself over a connection that it keeps. Without the role {@code
 * pg_monitor} it does not see connections and replication, and tells nothing of them. Used by one
 * thread at a time, closed by any.
 */
final class ServerReader implements AutoCloseable {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
  private static final String CANNOT_CONNECT_NOW = "57P03";
  private static final String ITSELF =
      "select (select system_identifier from pg_control_system()), pg_is_in_recovery(),"
          // The first eight digits of a segment's name.
          + " case when pg_is_in_recovery() then (select received_tli from pg_stat_wal_receiver)"
          + " else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int end,"
          + " pg_wal_lsn_diff(case when pg_is_in_recovery() then pg_last_wal_replay_lsn()"
          + " else pg_current_wal_lsn() end, '0/0'),"
          + " case when pg_is_in_recovery() then"
          + " extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) end,"
          // Without the role the sessions of others have no type; a count would be too small.
          + " case when pg_has_role(current_user, 'pg_read_all_stats', 'usage') then"
          + " (select count(*) from pg_stat_activity where backend_type = 'client backend') end,"
          + " current_setting('max_connections')::bigint";
  private static final String RECEIVERS =
      "select application_name, state, sync_state in ('sync', 'quorum'),"
          + " extract(epoch from replay_lag),"
          + " pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)"
          + " from pg_stat_replication order by application_name";

  private final DatabaseAddress address;
  private final Clock clock;
  private volatile @Nullable Connection connection;

  ServerReader(DatabaseAddress address, Clock clock) {
    this.address = address;
    this.clock = clock;
  }

  ServerReading read() {
    boolean kept = connection != null;
    ServerReading first = attempt();
    // A kept connection may have broken with the process that it led to; the server may be well.
    return kept && !(first instanceof ServerReading.Alive) ? attempt() : first;
  }

  private ServerReading attempt() {
    try {
      Connection open = connection;
      if (open == null) {
        open = address.open(CONNECT_WITHIN, ANSWER_WITHIN, "pilothouse");
        open.setReadOnly(true);
        connection = open;
      }
      return ask(open);
    } catch (SQLException e) {
      close();
      return meaning(e);
    }
  }

  private ServerReading ask(Connection open) throws SQLException {
    try (Statement statement = open.createStatement()) {
      ServerReading.Alive alive;
      try (ResultSet row = statement.executeQuery(ITSELF)) {
        if (!row.next()) {
          return new ServerReading.Unknown(Sentence.of("azure.database.said-nothing"));
        }
        alive =
            new ServerReading.Alive(
                clock.instant(),
                row.getLong(1),
                row.getBoolean(2),
                whole(row, 3),
                whole(row, 4),
                number(row, 5),
                whole(row, 6),
                row.getLong(7),
                List.of());
      }
      if (alive.inRecovery() || alive.connections().isEmpty()) {
        return alive;
      }
      var receivers = new ArrayList<ServerReading.Receiver>();
      try (ResultSet row = statement.executeQuery(RECEIVERS)) {
        while (row.next()) {
          receivers.add(
              new ServerReading.Receiver(
                  Optional.ofNullable(row.getString(1)).orElse(""),
                  Optional.ofNullable(row.getString(2)).orElse(""),
                  row.getBoolean(3),
                  number(row, 4),
                  whole(row, 5)));
        }
      }
      return new ServerReading.Alive(
          alive.at(),
          alive.systemIdentifier(),
          false,
          alive.timeline(),
          alive.position(),
          alive.sinceReplay(),
          alive.connections(),
          alive.maximumConnections(),
          receivers);
    }
  }

  /** What it means that a server could not be asked. */
  static ServerReading meaning(SQLException failure) {
    String state = Optional.ofNullable(failure.getSQLState()).orElse("");
    if (state.equals(CANNOT_CONNECT_NOW)
        || AzureFailures.cause(failure, ConnectException.class).isPresent()
        // A gateway in front of it takes the connection and hangs up.
        || AzureFailures.cause(failure, EOFException.class).isPresent()) {
      return new ServerReading.Down();
    }
    if (AzureFailures.cause(failure, SocketTimeoutException.class).isPresent()) {
      return new ServerReading.Unknown(Sentence.of("azure.database.late"));
    }
    if (AzureFailures.cause(failure, UnknownHostException.class).isPresent()) {
      return new ServerReading.Unknown(Sentence.of("azure.broken.host"));
    }
    return switch (state.isEmpty() ? "" : state.substring(0, 2)) {
      case "28", "3D", "42", "53" -> new ServerReading.Closed(state);
      default -> new ServerReading.Unknown(Sentence.verbatim(state));
    };
  }

  private static Optional<Double> number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }

  private static OptionalLong whole(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // It was broken already, which is why it is closed.
      }
    }
  }
}
