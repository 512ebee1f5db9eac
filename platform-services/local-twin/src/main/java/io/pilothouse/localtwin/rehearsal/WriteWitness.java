package io.pilothouse.localtwin.rehearsal;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes numbered rows to a server as an application would, remembers which were acknowledged, and
 * tells in the end which of those are gone. One row each 100 ms: the write gap is as exact as that.
 */
final class WriteWitness implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteWitness.class);
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final int ANSWER_SECONDS = 5;
  private static final String TABLE = "pilothouse_rehearsal";

  private final String jdbcUrl;
  private final Properties credentials = new Properties();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rehearsal-witness").factory());

  /** Guarded by this, as is what follows. */
  private final BitSet acknowledged = new BitSet();

  private @Nullable Connection connection;
  private int next = 1;
  private long lastWrite = System.nanoTime();
  private long longestGap;

  private WriteWitness(String libpqUrl) {
    URI address = URI.create(libpqUrl);
    this.jdbcUrl =
        "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath();
    String[] user = address.getRawUserInfo().split(":", 2);
    credentials.setProperty("user", URLDecoder.decode(user[0], StandardCharsets.UTF_8));
    credentials.setProperty("password", URLDecoder.decode(user[1], StandardCharsets.UTF_8));
    credentials.setProperty("connectTimeout", Integer.toString(ANSWER_SECONDS));
    credentials.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS));
    credentials.setProperty("ApplicationName", "rehearsal");
  }

  /**
   * What was seen.
   *
   * @param lost acknowledged rows that are gone; absent when the server could not be asked
   */
  record Finding(Optional<Long> lost, long acknowledged, long writeGapMillis) {}

  /** Begins to write. @throws IllegalStateException if the server takes no table */
  static WriteWitness start(String libpqUrl) {
    var witness = new WriteWitness(libpqUrl);
    witness.begin();
    return witness;
  }

  private synchronized void begin() {
    try (var statement = connected().createStatement()) {
      statement.execute("DROP TABLE IF EXISTS " + TABLE);
      statement.execute("CREATE TABLE " + TABLE + " (id int PRIMARY KEY)");
    } catch (SQLException e) {
      throw new IllegalStateException("the witness cannot write: " + e.getMessage(), e);
    }
    lastWrite = System.nanoTime();
    var _ = writer.scheduleWithFixedDelay(this::write, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void write() {
    int id = next++;
    try (var statement = connected().prepareStatement("INSERT INTO " + TABLE + " VALUES (?)")) {
      statement.setInt(1, id);
      statement.executeUpdate();
      acknowledged.set(id);
      long now = System.nanoTime();
      longestGap = Math.max(longestGap, now - lastWrite);
      lastWrite = now;
    } catch (SQLException e) {
      drop();
    }
  }

  /** Stops writing and counts. Waits for a server that comes back, at most the given time. */
  Finding finish(Duration patience) {
    writer.shutdown();
    long end = System.nanoTime() + patience.toNanos();
    try {
      if (!writer.awaitTermination(2L * ANSWER_SECONDS, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
      Optional<Long> lost = count();
      var pause = new java.util.concurrent.CountDownLatch(1);
      while (lost.isEmpty() && System.nanoTime() < end) {
        var _ = pause.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
        lost = count();
      }
      return finding(lost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return finding(Optional.empty());
    }
  }

  private synchronized Finding finding(Optional<Long> lost) {
    return new Finding(lost, acknowledged.cardinality(), longestGap / 1_000_000);
  }

  private synchronized Optional<Long> count() {
    try (var statement = connected().createStatement()) {
      var gone = (BitSet) acknowledged.clone();
      try (var rows = statement.executeQuery("SELECT id FROM " + TABLE)) {
        while (rows.next()) {
          gone.clear(rows.getInt(1));
        }
      }
      statement.execute("DROP TABLE " + TABLE);
      return Optional.of((long) gone.cardinality());
    } catch (SQLException e) {
      LOG.info("the witness cannot count yet: {}", e.getMessage());
      drop();
      return Optional.empty();
    }
  }

  private Connection connected() throws SQLException {
    if (connection == null) {
      connection = DriverManager.getConnection(jdbcUrl, credentials);
    }
    return connection;
  }

  private void drop() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("a connection was not closed in order", e);
      }
      connection = null;
    }
  }

  @Override
  public synchronized void close() {
    writer.shutdownNow();
    drop();
  }
}
