package io.pilothouse.serviceruntime.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.util.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The connection pool of one server. Opens without the server, and finds it again by itself. */
final class DatabasePool implements AutoCloseable {

  /** A socket that stays silent for so long is given up, since a lost server sends nothing. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final DatabaseEndpoint endpoint;
  private final ServerConnections connections;
  private final HikariDataSource source;
  private final AtomicReference<@Nullable HikariPoolMXBean> pool = new AtomicReference<>();

  DatabasePool(DatabaseEndpoint endpoint, boolean primary, PoolSettings settings) {
    this.endpoint = endpoint;
    this.connections =
        new ServerConnections(endpoint, primary, settings.connectionTimeout(), SILENCE);
    var config = new HikariConfig();
    config.setPoolName(endpoint.name());
    config.setDataSource(connections);
    config.setUsername(endpoint.user());
    config.setPassword(endpoint.password());
    config.setMaximumPoolSize(settings.maximumConnections());
    config.setMinimumIdle(settings.minimumIdle());
    config.setConnectionTimeout(settings.connectionTimeout().toMillis());
    config.setValidationTimeout(Math.min(5_000, settings.connectionTimeout().toMillis()));
    config.setIdleTimeout(settings.idleTimeout().toMillis());
    config.setMaxLifetime(settings.maximumLifetime().toMillis());
    config.setInitializationFailTimeout(-1);
    config.setExceptionOverride(new LostConnections(pool::get));
    this.source = new HikariDataSource(config);
    pool.set(source.getHikariPoolMXBean());
  }

  DatabaseEndpoint endpoint() {
    return endpoint;
  }

  /**
   * Lends a connection; closing gives it back.
   *
   * @throws SQLException when there is none within the pool's patience; its cause says why none
   *     could be made, and is absent when all are lent
   */
  Connection connection() throws SQLException {
    try {
      return source.getConnection();
    } catch (SQLTransientConnectionException e) {
      var failing = connections.failing();
      if (e.getCause() != null || failing.isEmpty()) {
        throw e;
      }
      throw new SQLTransientConnectionException(
          e.getMessage(), failing.orElseThrow().getSQLState(), failing.orElseThrow());
    }
  }

  <T> T run(SqlWork<T> work) throws SQLException {
    try (var connection = connection()) {
      return work.on(connection);
    }
  }

  /** For new connections; those that idle are closed, the others when they are given back. */
  void credentials(String user, String password) {
    source.setCredentials(Credentials.of(user, password));
    source.getHikariPoolMXBean().softEvictConnections();
  }

  void onRefused(Runnable listener) {
    connections.onRefused(listener);
  }

  PoolUse use() {
    var now = source.getHikariPoolMXBean();
    return now == null
        ? new PoolUse(0, 0, 0, source.getMaximumPoolSize())
        : new PoolUse(
            now.getActiveConnections(),
            now.getIdleConnections(),
            now.getThreadsAwaitingConnection(),
            source.getMaximumPoolSize());
  }

  @Override
  public void close() {
    source.close();
  }
}
