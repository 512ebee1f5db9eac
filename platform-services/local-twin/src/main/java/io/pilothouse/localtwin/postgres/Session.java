package io.pilothouse.localtwin.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * The twin's own connection to one PostgreSQL process, opened when first needed and again after it
 * broke. One statement at a time.
 */
final class Session implements AutoCloseable {

  private static final Driver DRIVER = new Driver();

  private final Supplier<ConnectionTarget> target;
  private final Duration timeout;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by lock. */
  private @Nullable Connection connection;

  /**
   * @param target where to connect, asked anew for every connection
   * @param timeout for connecting and for each answer, in whole seconds
   */
  Session(Supplier<ConnectionTarget> target, Duration timeout) {
    this.target = target;
    this.timeout = timeout;
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a statement that returns nothing of interest. */
  void execute(String sql) throws SQLException {
    onStatement(statement -> statement.execute(sql));
  }

  /** All rows of a query. */
  <T> List<T> query(String sql, Row<T> row) throws SQLException {
    return onStatement(statement -> {
      List<T> rows = new ArrayList<>();
      try (ResultSet results = statement.executeQuery(sql)) {
        while (results.next()) {
          rows.add(row.read(results));
        }
      }
      return rows;
    });
  }

  /** The first column of the first row as text, if there is one and it is not NULL. */
  Optional<String> value(String sql) throws SQLException {
    return query(sql, row -> Optional.ofNullable(row.getString(1))).stream()
        .findFirst()
        .flatMap(found -> found);
  }

  /** Whether a boolean query says yes; no answer is no. */
  boolean isTrue(String sql) {
    try {
      return value(sql).filter("t"::equals).isPresent();
    } catch (SQLException noAnswer) {
      return false;
    }
  }

  private interface Use<T> {
    T on(Statement statement) throws SQLException;
  }

  private <T> T onStatement(Use<T> use) throws SQLException {
    lock.lock();
    try (Statement statement = open().createStatement()) {
      return use.on(statement);
    } catch (SQLException e) {
      // Class 08 is a broken connection, 57P the server's farewell.
      String state = e.getSQLState() == null ? "08" : e.getSQLState();
      if (state.startsWith("08") || state.startsWith("57P")) {
        disconnect();
      }
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private Connection open() throws SQLException {
    Connection existing = connection;
    if (existing != null && !existing.isClosed()) {
      return existing;
    }
    ConnectionTarget where = target.get();
    String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
    Properties properties = new Properties();
    properties.setProperty("user", where.user());
    properties.setProperty("password", where.password());
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    properties.setProperty("ApplicationName", "pilothouse-twin");
    properties.setProperty("gssEncMode", "disable");
    properties.setProperty("sslmode", "disable");
    // The control plane's own writes never wait for a standby that it is about to replace, and are
    // possible when a full disk has made everybody else's impossible.
    properties.setProperty(
        "options", "-c synchronous_commit=local -c default_transaction_read_only=off");
    Connection opened = DRIVER.connect(where.jdbcAddress(), properties);
    if (opened == null) {
      throw new SQLException("No connection to " + where);
    }
    connection = opened;
    return opened;
  }

  private void disconnect() {
    Connection broken = connection;
    connection = null;
    if (broken != null) {
      try {
        broken.close();
      } catch (SQLException alreadyBroken) {
        // There is nothing left to close.
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      disconnect();
    } finally {
      lock.unlock();
    }
  }
}
