package io.pilothouse.benchmarks;

import io.pilothouse.localtwin.postgres.ConnectionTarget;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerSpec;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.TwinHome;
import io.pilothouse.serviceruntime.data.DatabaseEndpoint;
import io.pilothouse.serviceruntime.data.DatabaseUnavailableException;
import io.pilothouse.serviceruntime.data.PoolSettings;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.data.RoutingPolicy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a service on the runtime does not write when its primary is killed under load, against
 * the gap of a bare client that tries to connect again every two milliseconds through the same
 * failover. Prints {@code {"database": ms, "service": ms, "acknowledged": n, "unknown": n, "lost":
 * n}}.
 */
public final class ServiceFailover {
  private static final int WRITERS = 8;
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration AFTER = Duration.ofSeconds(5);

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong next = new AtomicLong();
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<Long> unknown = ConcurrentHashMap.newKeySet();
  private final Gap database = new Gap();
  private final Gap service = new Gap();

  private ServiceFailover() {}

  /** The longest time between two acknowledged writes of anybody. */
  private static final class Gap {
    private long last = System.nanoTime();
    private long longest;

    synchronized void written() {
      long now = System.nanoTime();
      longest = Math.max(longest, now - last);
      last = now;
    }

    synchronized void forget() {
      longest = 0;
      last = System.nanoTime();
    }

    synchronized long millis() {
      return TimeUnit.NANOSECONDS.toMillis(longest);
    }
  }

  /** Starts a pair, kills the primary once, ends it. */
  public static void main(String[] arguments) throws Exception {
    var home = TwinHome.ofThisProcess();
    var policy =
        new SupervisionPolicy(
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));
    try (var guardian = ProcessGuardian.open(home.runs(), "service-failover");
        var server =
            FlexibleServer.start(
                new FlexibleServerSpec(
                    "service-failover",
                    "15",
                    "koreacentral",
                    "1",
                    new HighAvailability.ZoneRedundant("2"),
                    List.of(),
                    List.of("app"),
                    "operator",
                    100),
                PostgresBinaries.unpack(home.cache()),
                guardian,
                policy,
                InstantSource.system())) {
      System.out.println(new ServiceFailover().measure(server));
    }
  }

  private String measure(FlexibleServer server) throws Exception {
    var target = server.application("app");
    try (var routed =
        new RoutedDatabase(
            new DatabaseEndpoint("app", target.jdbcAddress(), target.user(), target.password()),
            List.of(),
            PoolSettings.documented(),
            PoolSettings.documented(),
            RoutingPolicy.documented(),
            InstantSource.system())) {
      try (var connection = DriverManager.getConnection(target.jdbcUrl())) {
        execute(connection, "create table written (id bigint primary key)");
        execute(connection, "create table probe (id bigserial primary key)");
      }
      var threads = new ArrayList<Thread>();
      threads.add(Thread.ofPlatform().start(() -> probe(target)));
      for (int i = 0; i < WRITERS; i++) {
        threads.add(Thread.ofVirtual().start(() -> write(routed)));
      }
      TimeUnit.NANOSECONDS.sleep(BEFORE.toNanos());
      database.forget();
      service.forget();
      server.kill(server.state().primary().name());
      int then = acknowledged.size();
      while (acknowledged.size() < then + 2 * WRITERS) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      TimeUnit.NANOSECONDS.sleep(AFTER.toNanos());
      stopped.set(true);
      for (var thread : threads) {
        thread.join();
      }
      return "{\"database\":%d,\"service\":%d,\"acknowledged\":%d,\"unknown\":%d,\"lost\":%d}"
          .formatted(
              database.millis(),
              service.millis(),
              acknowledged.size(),
              unknown.size(),
              lost(server.application("app")));
    }
  }

  private void write(RoutedDatabase routed) {
    while (!stopped.get()) {
      long number = next.getAndIncrement();
      try {
        routed.transaction(
            connection -> execute(connection, "insert into written values (" + number + ")"));
        acknowledged.add(number);
        service.written();
      } catch (DatabaseUnavailableException e) {
        unknown.add(number);
      }
    }
  }

  private void probe(ConnectionTarget target) {
    while (!stopped.get()) {
      try (var connection =
          DriverManager.getConnection(target.jdbcUrl() + "&connectTimeout=2&socketTimeout=10")) {
        while (!stopped.get()) {
          execute(connection, "insert into probe default values");
          database.written();
        }
      } catch (SQLException e) {
        LockSupport.parkNanos(2_000_000);
      }
    }
  }

  private int lost(ConnectionTarget target) throws SQLException {
    var there = new HashSet<Long>();
    try (var connection = DriverManager.getConnection(target.jdbcUrl());
        var statement = connection.createStatement();
        var row = statement.executeQuery("select id from written")) {
      while (row.next()) {
        there.add(row.getLong(1));
      }
    }
    var missing = new HashSet<>(acknowledged);
    missing.removeAll(there);
    return missing.size();
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }
}
