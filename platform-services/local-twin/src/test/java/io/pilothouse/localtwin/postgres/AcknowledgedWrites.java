package io.pilothouse.localtwin.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A client that writes numbered rows as fast as it can, and remembers which were acknowledged. */
final class AcknowledgedWrites implements AutoCloseable {

  private final ConnectionTarget target;
  private final String table;
  private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
  private final AtomicLong longestGapNanos = new AtomicLong();
  private final Thread thread;
  private volatile boolean stopped;

  AcknowledgedWrites(ConnectionTarget target, String table) throws SQLException {
    this.target = target;
    this.table = table;
    try (Connection connection = DriverManager.getConnection(target.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + table + " (n bigint PRIMARY KEY)");
    }
    thread = Thread.ofVirtual().start(this::write);
  }

  private void write() {
    long next = 0;
    long lastSuccess = System.nanoTime();
    while (!stopped) {
      try (Connection connection =
              DriverManager.getConnection(target.jdbcUrl() + "&connectTimeout=2&socketTimeout=10");
          Statement statement = connection.createStatement()) {
        while (!stopped) {
          // A number that was tried and not acknowledged may be there or not; it is not used again.
          long number = next++;
          statement.execute("INSERT INTO " + table + " VALUES (" + number + ")");
          acknowledged.add(number);
          long now = System.nanoTime();
          long gap = now - lastSuccess;
          longestGapNanos.accumulateAndGet(gap, Math::max);
          lastSuccess = now;
        }
      } catch (SQLException notNow) {
        LockSupport.parkNanos(2_000_000);
      }
    }
  }

  int count() {
    return acknowledged.size();
  }

  Duration longestGap() {
    return Duration.ofNanos(longestGapNanos.get());
  }

  void forgetGaps() {
    longestGapNanos.set(0);
  }

  /** The acknowledged rows that the given server does not have. */
  List<Long> missingAt(ConnectionTarget where) throws SQLException {
    try (Connection connection = DriverManager.getConnection(where.jdbcUrl());
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT n FROM " + table)) {
      List<Long> missing = new ArrayList<>(acknowledged);
      Set<Long> found = new java.util.HashSet<>();
      while (rows.next()) {
        found.add(rows.getLong(1));
      }
      missing.removeAll(found);
      return missing;
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }
}
