package io.pilothouse.serviceruntime.data;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One of a routed database's two ways to a connection, as JDBC's own type. */
final class ConnectionSource implements DataSource {

  /** Lends a connection. */
  @FunctionalInterface
  interface Lender {
    Connection lend() throws SQLException;
  }

  private final Lender lender;

  ConnectionSource(Lender lender) {
    this.lender = lender;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return lender.lend();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("a pool's connections are its own user's");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // Logged by slf4j.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The pool's own patience counts.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
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
