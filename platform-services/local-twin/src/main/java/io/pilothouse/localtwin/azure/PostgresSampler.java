package io.pilothouse.localtwin.azure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Samples one Flexible Server's metrics from its PostgreSQL process. Keeps one connection, renewed
 * when the process behind the server changes. Metrics that the process cannot tell are left out, so
 * that they have a gap and not a zero. Used by one thread at a time.
 */
final class PostgresSampler implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 2;

  /** Counters of the process at one moment. */
  private record Counters(Instant at, double processorSeconds, long blocks) {}

  private final Clock clock;
  private volatile @Nullable Connection connection; // closed from another thread at the end
  private String connectedTo = "";
  private @Nullable Counters before;

  PostgresSampler(Clock clock) {
    this.clock = clock;
  }

  List<Sample> sample(ServerFacts server) {
    if (server.state().equals("Stopped")) {
      return List.of(); // Azure emits nothing for a stopped server
    }
    var samples = new ArrayList<Sample>();
    try {
      Connection live = connect(server.jdbcUrl());
      try (Statement statement = live.createStatement()) {
        statement.setQueryTimeout(TIMEOUT_SECONDS);
        samples.add(connections(statement, "active_connections"));
        samples.add(Sample.of("is_db_alive", 1));
        samples.add(
            Sample.of(
                "max_connections",
                number(statement, "select current_setting('max_connections')::int")));
        replication(statement).ifPresent(samples::add);
        samples.add(Sample.of("storage_percent", storagePercent(statement, server)));
        processes(statement, server, samples);
      }
    } catch (SQLException e) {
      close();
      if (samples.isEmpty()) {
        samples.add(Sample.of("is_db_alive", 0));
      }
    }
    return samples;
  }

  private static Sample connections(Statement statement, String metric) throws SQLException {
    return Sample.of(
        metric,
        number(
            statement,
            "select count(*) from pg_stat_activity where backend_type = 'client backend'"));
  }

  /** A replica tells its delay in seconds; a primary that of its slowest replica in bytes. */
  private static Optional<Sample> replication(Statement statement) throws SQLException {
    boolean standby = number(statement, "select pg_is_in_recovery()::int") == 1;
    return standby
        ? optional(
                statement,
                "select extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())")
            .map(seconds -> Sample.of("physical_replication_delay_in_seconds", seconds))
        : optional(
                statement,
                "select max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn))"
                    + " from pg_stat_replication where sync_state = 'async'")
            .map(bytes -> Sample.of("physical_replication_delay_in_bytes", bytes));
  }

  private static double storagePercent(Statement statement, ServerFacts server)
      throws SQLException {
    double bytes =
        number(
            statement,
            "select (select sum(pg_database_size(oid)) from pg_database)"
                + " + (select sum(size) from pg_ls_waldir())");
    double provisioned = server.storageBytes().orElse(server.storageGigabytes() * (1L << 30));
    return 100 * bytes / provisioned;
  }

  /** Processor and memory as shares of what the SKU would have, and blocks read and written. */
  private void processes(Statement statement, ServerFacts server, List<Sample> samples)
      throws SQLException {
    long blocks =
        (long)
            number(
                statement,
                "select (select coalesce(sum(blks_read), 0) from pg_stat_database)"
                    + " + (select buffers_checkpoint + buffers_clean + buffers_backend"
                    + " from pg_stat_bgwriter) + (select wal_write from pg_stat_wal)");
    // The server's own process is the parent of the one that serves this connection.
    Optional<ProcessTree.Use> use =
        ProcessHandle.of((long) number(statement, "select pg_backend_pid()"))
            .flatMap(ProcessHandle::parent)
            .flatMap(postmaster -> ProcessTree.use(postmaster.pid()));
    Optional<ServerSize> size = ServerSize.of(server.skuName());
    Instant now = clock.instant();
    OptionalLong bytes = use.map(ProcessTree.Use::bytes).orElse(OptionalLong.empty());
    if (bytes.isPresent() && size.isPresent()) {
      samples.add(
          Sample.of("memory_percent", 100.0 * bytes.getAsLong() / size.get().memoryBytes()));
    }
    double seconds = use.map(ProcessTree.Use::processorSeconds).orElse(Double.NaN);
    Counters last = before;
    before = new Counters(now, seconds, blocks);
    if (last == null) {
      return;
    }
    double elapsed = Duration.between(last.at(), now).toMillis() / 1000.0;
    // A counter that went back belongs to another process: no rate is known across the two.
    if (elapsed <= 0 || blocks < last.blocks()) {
      return;
    }
    samples.add(Sample.of("iops", (blocks - last.blocks()) / elapsed));
    double used = (seconds - last.processorSeconds()) / elapsed;
    if (size.isPresent() && used >= 0) {
      samples.add(Sample.of("cpu_percent", Math.min(100, 100 * used / size.get().processors())));
    }
  }

  private Connection connect(Optional<String> url) throws SQLException {
    String wanted = url.orElseThrow(() -> new SQLException("no process takes connections"));
    Connection known = connection;
    if (known != null && wanted.equals(connectedTo) && known.isValid(TIMEOUT_SECONDS)) {
      return known;
    }
    close();
    var properties = new Properties();
    properties.setProperty("connectTimeout", Integer.toString(TIMEOUT_SECONDS));
    properties.setProperty("loginTimeout", Integer.toString(TIMEOUT_SECONDS));
    properties.setProperty("socketTimeout", Integer.toString(TIMEOUT_SECONDS));
    properties.setProperty("ApplicationName", "azure-monitor");
    Connection fresh = DriverManager.getConnection(wanted, properties);
    connection = fresh;
    connectedTo = wanted;
    return fresh;
  }

  private static double number(Statement statement, String sql) throws SQLException {
    return optional(statement, sql).orElseThrow(() -> new SQLException("no value: " + sql));
  }

  private static Optional<Double> optional(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        return Optional.empty();
      }
      double value = rows.getDouble(1);
      return rows.wasNull() ? Optional.empty() : Optional.of(value);
    }
  }

  @Override
  public void close() {
    Connection known = connection;
    connection = null;
    before = null;
    if (known != null) {
      try {
        known.close();
      } catch (SQLException e) {
        // It was broken already, which is why it is closed.
      }
    }
  }
}
