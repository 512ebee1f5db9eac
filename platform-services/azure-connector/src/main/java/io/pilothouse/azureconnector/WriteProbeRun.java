package io.pilothouse.azureconnector;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.WriteProbe;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the write probe, on one thread of its own. A write whose answer did not come is not
 * tried again under its number: whether it was committed is not known, so it is neither counted as
 * acknowledged nor missed as lost.
 */
final class WriteProbeRun implements WriteProbe.Running {
  private static final Logger log = LoggerFactory.getLogger(WriteProbeRun.class);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
  private static final Duration COUNT_WITHIN = Duration.ofSeconds(30);
  private static final long EVERY_MILLIS = 5;
  private static final String TABLE = "pilothouse_probe.writes";
  private static final String INSERT = "insert into " + TABLE + " (run, number) values (?, ?)";

  private final String server;
  private final String runId;
  private final DatabaseAddress address;
  private final Clock clock;
  private final WriteLedger ledger = new WriteLedger();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("write-probe").factory());
  private volatile @Nullable Connection connection; // written by the writer, closed by any thread
  private @Nullable PreparedStatement insert; // of the writer
  private @Nullable ScheduledFuture<?> writes;
  private int number; // of the writer
  private volatile boolean begun;
  private volatile boolean removed;

  WriteProbeRun(String server, String runId, DatabaseAddress address, Clock clock) {
    this.server = server;
    this.runId = runId;
    this.address = address;
    this.clock = clock;
  }

  /** Makes the table, writes the first row, and goes on writing. */
  void begin() throws SQLException {
    connect();
    Connection open = java.util.Objects.requireNonNull(connection);
    createTable(open);
    begun = true;
    write();
    writes =
        writer.scheduleWithFixedDelay(
            this::tick, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    log.info("write probe server={} run={} began", server, runId);
  }

  @Override
  public WriteProbe.Measured measured() {
    return ledger.measured();
  }

  @Override
  public boolean awaitWriteAfter(Instant moment, Duration atMost) throws InterruptedException {
    return ledger.awaitWriteAfter(moment, atMost);
  }

  @Override
  public WriteProbe.Measured finish() throws ControlException {
    stop();
    try (Connection counting = address.open(CONNECT_WITHIN, COUNT_WITHIN, "pilothouse-probe")) {
      ledger.counted(rows(counting));
      removeRows(counting);
    } catch (SQLException e) {
      throw new ControlException.Unreachable(
          Sentence.of("azure.database.uncounted", server, String.valueOf(e.getSQLState())), e);
    }
    WriteProbe.Measured measured = ledger.measured();
    log.info(
        "write probe server={} run={} acknowledged={} failed={} longestGapMillis={} lostRows={}",
        server,
        runId,
        measured.acknowledged(),
        measured.failed(),
        measured.longestGapMillis(),
        measured.lostRows().orElse(-1L));
    return measured;
  }

  @Override
  public void close() {
    stop();
    if (!begun || removed) {
      return;
    }
    try (Connection cleaning = address.open(CONNECT_WITHIN, ANSWER_WITHIN, "pilothouse-probe")) {
      removeRows(cleaning);
    } catch (SQLException e) {
      log.warn(
          "write probe server={} run={} left its rows state={}", server, runId, e.getSQLState());
    }
  }

  private void stop() {
    ScheduledFuture<?> running = writes;
    if (running != null) {
      running.cancel(false);
    }
    writer.shutdown();
    try {
      // A write under way ends within its own time limits.
      if (!writer.awaitTermination(
          CONNECT_WITHIN.plus(ANSWER_WITHIN).toMillis(), TimeUnit.MILLISECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
    disconnect();
  }

  private void tick() {
    try {
      write();
    } catch (SQLException e) {
      ledger.failed();
      disconnect();
      log.debug("write probe server={} state={}", server, e.getSQLState());
    }
  }

  private void write() throws SQLException {
    if (connection == null) {
      connect();
    }
    PreparedStatement statement = java.util.Objects.requireNonNull(insert);
    int mine = number++;
    statement.setString(1, runId);
    statement.setInt(2, mine);
    Instant began = clock.instant();
    statement.executeUpdate();
    ledger.acknowledged(mine, began, System.nanoTime());
  }

  private void connect() throws SQLException {
    Connection open = address.open(CONNECT_WITHIN, ANSWER_WITHIN, "pilothouse-probe");
    connection = open;
    insert = open.prepareStatement(INSERT);
    try (Statement statement = open.createStatement();
        ResultSet row =
            statement.executeQuery("select host(inet_server_addr()), inet_server_port()")) {
      ledger.answeredBy(
          row.next()
              ? Optional.ofNullable(row.getString(1)).map(h -> h + ":" + port(row))
              : Optional.empty());
    }
  }

  private static String port(ResultSet row) {
    try {
      return String.valueOf(row.getInt(2));
    } catch (SQLException e) {
      return "?";
    }
  }

  private static void createTable(Connection open) throws SQLException {
    try (Statement statement = open.createStatement()) {
      // Asked first: "create … if not exists" needs the right to create even when it exists.
      try (ResultSet row = statement.executeQuery("select to_regclass('" + TABLE + "')")) {
        if (row.next() && row.getString(1) != null) {
          return;
        }
      }
      statement.execute("create schema if not exists pilothouse_probe");
      statement.execute(
          "create table if not exists "
              + TABLE
              + " (run text not null, number integer not null, primary key (run, number))");
    }
  }

  private BitSet rows(Connection open) throws SQLException {
    var there = new BitSet();
    try (PreparedStatement statement =
        open.prepareStatement("select number from " + TABLE + " where run = ?")) {
      statement.setString(1, runId);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          there.set(row.getInt(1));
        }
      }
    }
    return there;
  }

  private void removeRows(Connection open) throws SQLException {
    try (PreparedStatement statement =
        open.prepareStatement("delete from " + TABLE + " where run = ?")) {
      statement.setString(1, runId);
      statement.executeUpdate();
      removed = true;
    }
  }

  private void disconnect() {
    Connection open = connection;
    connection = null;
    insert = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // It was broken already, which is why it is closed.
      }
    }
  }
}
