package io.pilothouse.serviceruntime.data;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes the connections of a pool. While nobody answers, it knocks every fifth of a second, since a
 * pool that leaves ever longer pauses finds the new primary seconds after it is there. Behind a
 * primary's address it takes no server that is in recovery: during a failover the address may still
 * lead to one.
 */
final class ServerConnections implements DataSource {

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int CONNECT_SECONDS = 5;

  /** Invalid password, invalid authorization. */
  private static final Set<String> REFUSED = Set.of("28P01", "28000");

  private final PGSimpleDataSource source;
  private final String name;
  private final boolean primary;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Why there is no connection; empty since the last one that was made. */
  private volatile Optional<SQLException> failing = Optional.empty();

  /**
   * Prepares; nothing is connected yet.
   *
   * @param primary whether only a server that takes writes will do
   * @param patience how long one connection is tried for
   * @param silence after which a socket is given up, since a lost server sends nothing
   */
  ServerConnections(
      DatabaseEndpoint endpoint, boolean primary, Duration patience, Duration silence) {
    this.name = endpoint.name();
    this.primary = primary;
    this.patience = patience;
    this.source = new PGSimpleDataSource();
    source.setURL(endpoint.jdbcUrl());
    if (!endpoint.jdbcUrl().contains("ApplicationName=")) {
      source.setApplicationName("service-runtime");
    }
    if (!endpoint.jdbcUrl().contains("connectTimeout=")) {
      source.setConnectTimeout(CONNECT_SECONDS);
    }
    if (!endpoint.jdbcUrl().contains("socketTimeout=")) {
      source.setSocketTimeout(Math.toIntExact(silence.toSeconds()));
    }
    source.setTcpKeepAlive(true);
  }

  /** Told when the server refuses the password: perhaps there is a newer one. */
  private volatile Runnable refused = () -> {};

  void onRefused(Runnable listener) {
    refused = listener;
  }

  /** Why no connection can be made at the moment. */
  Optional<SQLException> failing() {
    return failing;
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        var connection = checked(source.getConnection(user, password));
        failing = Optional.empty();
        return connection;
      } catch (SQLException e) {
        failing = Optional.of(e);
        if (REFUSED.contains(String.valueOf(e.getSQLState()))) {
          refused.run();
        }
        if (!SqlFailure.connectionLost(e) || System.nanoTime() >= end) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private Connection checked(Connection connection) throws SQLException {
    if (!primary) {
      return connection;
    }
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_is_in_recovery()")) {
      row.next();
      if (!row.getBoolean(1)) {
        return connection;
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    connection.close();
    throw new SQLTransientConnectionException(
        name + " leads to a server in recovery, which takes no writes", "08004");
  }

  private void pause(SQLException why) throws SQLException {
    lock.lock();
    try {
      // Nobody signals: the wait ends with the pause, or with the interrupt of a pool that closes.
      long left = PAUSE.toNanos();
      while (left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(null, null);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // The driver logs for itself.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The time limits stand in the address or are ours.
  }

  @Override
  public int getLoginTimeout() {
    return Math.toIntExact(TimeUnit.MILLISECONDS.toSeconds(patience.toMillis()));
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (isWrapperFor(type)) {
      return type.cast(this);
    }
    throw new SQLException("no " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
