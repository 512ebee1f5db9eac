package io.pilothouse.serviceruntime.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.sql.SQLException;
import java.time.Duration;

/** The connection pool of one server. Opens without the server, and finds it again by itself. */
final class DatabasePool implements AutoCloseable {

  /** A socket that stays silent for so long is given up, since a lost server sends nothing. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final DatabaseEndpoint endpoint;
  private final HikariDataSource source;

  DatabasePool(DatabaseEndpoint endpoint, PoolSettings settings) {
    this.endpoint = endpoint;
    var config = new HikariConfig();
    config.setPoolName(endpoint.name());
    config.setJdbcUrl(endpoint.jdbcUrl());
    config.setUsername(endpoint.user());
    config.setPassword(endpoint.password());
    config.setMaximumPoolSize(settings.maximumConnections());
    config.setMinimumIdle(settings.minimumIdle());
    config.setConnectionTimeout(settings.connectionTimeout().toMillis());
    config.setValidationTimeout(Math.min(5_000, settings.connectionTimeout().toMillis()));
    config.setIdleTimeout(settings.idleTimeout().toMillis());
    config.setMaxLifetime(settings.maximumLifetime().toMillis());
    config.setInitializationFailTimeout(-1);
    config.setExceptionOverride(new EvictReadOnly());
    config.addDataSourceProperty("ApplicationName", "service-runtime");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("socketTimeout", String.valueOf(SILENCE.toSeconds()));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    this.source = new HikariDataSource(config);
  }

  DatabaseEndpoint endpoint() {
    return endpoint;
  }

  <T> T run(SqlWork<T> work) throws SQLException {
    try (var connection = source.getConnection()) {
      return work.on(connection);
    }
  }

  void credentials(String user, String password) {
    source.setCredentials(Credentials.of(user, password));
  }

  PoolUse use() {
    var pool = source.getHikariPoolMXBean();
    return pool == null
        ? new PoolUse(0, 0, 0, source.getMaximumPoolSize())
        : new PoolUse(
            pool.getActiveConnections(),
            pool.getIdleConnections(),
            pool.getThreadsAwaitingConnection(),
            source.getMaximumPoolSize());
  }

  @Override
  public void close() {
    source.close();
  }
}
