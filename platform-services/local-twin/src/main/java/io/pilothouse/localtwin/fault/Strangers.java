package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.postgres.ConnectionTarget;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Clients that nobody knows: they take every connection that a server has to give, and each one
 * that becomes free, until they are closed.
 */
final class Strangers implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** What PostgreSQL answers who finds no free connection. */
  private static final String TOO_MANY_CONNECTIONS = "53300";

  private static final String THE_SERVICES =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
          + " AND usename NOT IN (current_user, 'azuresu')";

  private final ConnectionTarget target;
  private volatile CountDownLatch full = new CountDownLatch(1);

  /** Guarded by itself. */
  private final List<Connection> held = new ArrayList<>();

  private final Persistence persistence;

  Strangers(ConnectionTarget target) {
    this.target = target;
    this.persistence = new Persistence("strangers", LOOK_AGAIN, this::takeAll);
  }

  /** Whether nothing is left for others within the limit. */
  boolean awaitFull(Duration limit) throws InterruptedException {
    return full.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends the sessions of all others once, so that they have to come in again. */
  void pushOut() throws SQLException {
    full = new CountDownLatch(1);
    Connection one;
    synchronized (held) {
      one = held.getFirst();
    }
    try (var statement = one.createStatement()) {
      statement.execute(THE_SERVICES);
    }
  }

  private void takeAll(BooleanSupplier closing) throws SQLException {
    dropBroken();
    try {
      while (!closing.getAsBoolean()) {
        var connection = DriverManager.getConnection(target.jdbcUrl() + "&ApplicationName=batch");
        synchronized (held) {
          held.add(connection);
        }
      }
    } catch (SQLException refused) {
      if (TOO_MANY_CONNECTIONS.equals(refused.getSQLState())) {
        full.countDown();
      } else {
        throw refused;
      }
    }
  }

  /** After a failover, all of them. One stands for all: they lead to the same server. */
  private void dropBroken() throws SQLException {
    synchronized (held) {
      if (!held.isEmpty() && !held.getLast().isValid(1)) {
        closeAll();
      }
    }
  }

  private void closeAll() {
    synchronized (held) {
      for (var connection : held) {
        try {
          connection.close();
        } catch (SQLException broken) {
          // It is gone either way.
        }
      }
      held.clear();
    }
  }

  @Override
  public void close() {
    persistence.close();
    closeAll();
  }
}
