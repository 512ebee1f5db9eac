package io.pilothouse.benchmarks;

import io.pilothouse.localtwin.postgres.ConnectionTarget;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerSpec;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.MemberState;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.TwinHome;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The floor of a failover: nothing but {@code pg_promote()}, called by hand right after the primary
 * was killed, with a writer on a multi-host URL. Prints the longest time between two acknowledged
 * writes in milliseconds.
 */
public final class PromotionFloor {
  private PromotionFloor() {}

  /** Starts a pair, measures once, ends it. */
  public static void main(String[] arguments) throws Exception {
    TwinHome home = TwinHome.ofThisProcess();
    var late = Duration.ofMinutes(10);
    try (ProcessGuardian guardian = ProcessGuardian.open(home.runs(), "promotion-floor");
        FlexibleServer server =
            FlexibleServer.start(
                spec(),
                PostgresBinaries.unpack(home.cache()),
                guardian,
                new SupervisionPolicy(late, late, late, late),
                InstantSource.system())) {
      System.out.println(gap(server));
    }
  }

  private static FlexibleServerSpec spec() {
    return new FlexibleServerSpec(
        "promotion-floor",
        "15",
        "koreacentral",
        "1",
        new HighAvailability.ZoneRedundant("2"),
        List.of(),
        List.of("app"),
        "operator",
        100);
  }

  private static long gap(FlexibleServer server) throws Exception {
    MemberState primary = server.state().primary();
    MemberState standby = server.state().standby().orElseThrow();
    ConnectionTarget application = server.application("app");
    String url =
        "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/app?targetServerType=primary&hostRecheckSeconds=0&connectTimeout=1&socketTimeout=2"
            .formatted(primary.port().orElseThrow(), standby.port().orElseThrow());
    var longest = new AtomicLong();
    var acknowledged = new AtomicLong();
    var stop = new AtomicBoolean();
    Thread writer =
        Thread.ofVirtual().start(() -> write(url, application, longest, acknowledged, stop));
    awaitMore(acknowledged, 50);
    try (Connection byHand =
            DriverManager.getConnection(
                server.at(standby.name(), server.administrator()).jdbcUrl());
        var statement = byHand.createStatement()) {
      server.kill(primary.name());
      statement.execute("select pg_promote()");
    }
    awaitMore(acknowledged, 50);
    stop.set(true);
    writer.join();
    return longest.get() / 1_000_000;
  }

  private static void awaitMore(AtomicLong acknowledged, int more) {
    long goal = acknowledged.get() + more;
    while (acknowledged.get() < goal) {
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }

  private static void write(
      String url,
      ConnectionTarget application,
      AtomicLong longest,
      AtomicLong acknowledged,
      AtomicBoolean stop) {
    long last = 0;
    while (!stop.get()) {
      try (Connection connection =
              DriverManager.getConnection(url, application.user(), application.password());
          var statement = connection.createStatement()) {
        statement.execute("create table if not exists written (n bigint)");
        while (!stop.get()) {
          statement.execute("insert into written values (1)");
          long now = System.nanoTime();
          if (last != 0) {
            longest.accumulateAndGet(now - last, Math::max);
          }
          last = now;
          acknowledged.incrementAndGet();
        }
      } catch (SQLException e) {
        java.util.concurrent.locks.LockSupport.parkNanos(
            1_000_000); // the primary is away; the gap that grows is what is measured
      }
    }
  }
}
