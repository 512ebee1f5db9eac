package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.postgres.ConnectionTarget;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** A job that writes the same table on and on, as fast as a careless one does, until closed. */
final class RunawayExport implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final String TABLE = "runaway_export";

  /** A megabyte that cannot be compressed away. */
  private static final String WRITE =
      "INSERT INTO "
          + TABLE
          + " SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 32768) n"
          + " GROUP BY n % 512";

  private final ConnectionTarget target;
  private final Persistence persistence;

  RunawayExport(ConnectionTarget target) {
    this.target = target;
    this.persistence = new Persistence("runaway-export", PAUSE, closing -> write());
  }

  private void write() throws SQLException {
    execute("CREATE TABLE IF NOT EXISTS " + TABLE + " (page text)", WRITE);
  }

  private void execute(String... statements) throws SQLException {
    try (var connection =
            DriverManager.getConnection(target.jdbcUrl() + "&ApplicationName=export");
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Stops writing; what was written stays. */
  @Override
  public void close() {
    persistence.close();
  }

  /** Gives back what was written. */
  void remove() throws SQLException {
    execute("DROP TABLE IF EXISTS " + TABLE);
  }
}
