package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.postgres.ConnectionTarget;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * A session that is a burden to everybody else's, taken up again when it is ended, until closed.
 */
final class HeavySession implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A join without a condition that an index could serve: minutes of one processor. */
  private static final String BLOATED =
      "SELECT count(*) FROM generate_series(1, 40000) a CROSS JOIN generate_series(1, 40000) b"
          + " WHERE (a * b::bigint) % 7 = 1";

  private static final String LOCK_ALL_TABLES =
      """
      DO $$ DECLARE t record; BEGIN
        FOR t IN SELECT schemaname, tablename FROM pg_tables
                  WHERE schemaname NOT IN ('pg_catalog', 'information_schema') LOOP
          EXECUTE format('LOCK TABLE %I.%I IN ACCESS EXCLUSIVE MODE', t.schemaname, t.tablename);
        END LOOP; END $$
      """;

  private final ConnectionTarget target;
  private final Burden burden;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final AtomicReference<Optional<Connection>> current =
      new AtomicReference<>(Optional.empty());
  private final Persistence persistence;

  /** What a session is heavy by. */
  enum Burden {
    /** A query that keeps a processor busy. */
    PROCESSOR,
    /** A transaction that has locked every table of its database and does not end. */
    LOCKS
  }

  HeavySession(ConnectionTarget target, Burden burden) {
    this.target = target;
    this.burden = burden;
    this.persistence = new Persistence("heavy-session", PAUSE, this::weigh);
  }

  boolean awaitBegun(Duration limit) throws InterruptedException {
    return begun.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void weigh(BooleanSupplier closing) throws SQLException {
    try (var connection =
            DriverManager.getConnection(target.jdbcUrl() + "&ApplicationName=report");
        var statement = connection.createStatement()) {
      current.set(Optional.of(connection));
      if (closing.getAsBoolean()) {
        return;
      }
      switch (burden) {
        case PROCESSOR -> {
          begun.countDown();
          statement.execute(BLOATED);
        }
        case LOCKS -> hold(connection, statement, closing);
      }
    } finally {
      current.set(Optional.empty());
    }
  }

  private void hold(Connection connection, Statement statement, BooleanSupplier closing)
      throws SQLException {
    connection.setAutoCommit(false);
    statement.execute(LOCK_ALL_TABLES);
    begun.countDown();
    while (!closing.getAsBoolean()) {
      // Notices that it was ended, and that it is to end, within a moment.
      statement.execute("SELECT pg_sleep(0.5)");
    }
    connection.rollback();
  }

  @Override
  public void close() {
    Thread.ofVirtual().start(this::interrupt);
    persistence.close();
  }

  private void interrupt() {
    current
        .get()
        .ifPresent(connection -> {
          try {
            connection.abort(Runnable::run);
          } catch (SQLException ended) {
            // Then there is nothing to interrupt.
          }
        });
  }
}
