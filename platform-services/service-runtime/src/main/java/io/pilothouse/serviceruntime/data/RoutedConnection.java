package io.pilothouse.serviceruntime.data;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLWarning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the primary as the application has it: a commit whose outcome is not known says
 * so, and before it goes back to the pool the session that wrote learns how far the log is.
 *
 * <p>Used by one thread at a time, as connections are.
 */
final class RoutedConnection implements InvocationHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RoutedConnection.class);
  private static final String POSITION = "select pg_current_wal_lsn() - '0/0'";

  private final Connection connection;
  private final String server;
  private final boolean tracking;
  private final InstantSource clock;
  private boolean committed;

  private RoutedConnection(
      Connection connection, String server, boolean tracking, InstantSource clock) {
    this.connection = connection;
    this.server = server;
    this.tracking = tracking;
    this.clock = clock;
  }

  /**
   * Wraps a connection.
   *
   * @param tracking whether there are replicas, so that sessions need to know
   */
  static Connection of(
      Connection connection, String server, boolean tracking, InstantSource clock) {
    return (Connection)
        Proxy.newProxyInstance(
            RoutedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new RoutedConnection(connection, server, tracking, clock));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // A proxy's equals is what is being answered.
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "equals" -> {
        return arguments != null && proxy == arguments[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(proxy);
      }
      case "commit" -> {
        commit();
        return null;
      }
      case "close" -> {
        close();
        return null;
      }
      default -> {
        try {
          return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
          throw e.getTargetException();
        }
      }
    }
  }

  private void commit() throws SQLException {
    connection.clearWarnings();
    try {
      connection.commit();
    } catch (SQLException e) {
      if (SqlFailure.commitOutcomeUnknown(e)) {
        throw new CommitOutcomeUnknownException(
            "database " + server + " was lost while it committed: " + e.getMessage(), e);
      }
      throw e;
    }
    committed = true;
    for (var warning = connection.getWarnings();
        warning != null;
        warning = warning.getNextWarning()) {
      if (isUnreplicated(warning)) {
        throw new CommitOutcomeUnknownException(
            "database " + server + " committed, but not for sure: " + warning.getMessage(),
            warning);
      }
    }
  }

  /** The server gave up waiting for its standby, and answers as if all were well. */
  private static boolean isUnreplicated(SQLWarning warning) {
    if (!(warning instanceof PSQLWarning said)) {
      return false;
    }
    var message = said.getServerErrorMessage();
    return message != null && "SyncRepWaitForLSN".equals(message.getRoutine());
  }

  private void close() throws SQLException {
    try {
      if (tracking && (committed || wroteByItself())) {
        WriteSession.current().ifPresent(this::tell);
      }
    } finally {
      giveBack();
    }
  }

  /** What was committed stays so: a failure now must not look like one of the transaction. */
  private void giveBack() throws SQLException {
    try {
      connection.close();
    } catch (SQLException e) {
      if (!committed) {
        throw e;
      }
      LOG.debug("connection to {} lost after its commit cause=\"{}\"", server, e.getMessage());
    }
  }

  private boolean wroteByItself() throws SQLException {
    return !connection.isClosed() && connection.getAutoCommit();
  }

  private void tell(WriteSession session) {
    long log = WritePosition.UNKNOWN_LOG;
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(POSITION)) {
      row.next();
      log = row.getLong(1);
    } catch (SQLException e) {
      LOG.debug("position of {} unknown cause=\"{}\"", server, e.getMessage());
    }
    session.wrote(log, clock.instant());
  }
}
