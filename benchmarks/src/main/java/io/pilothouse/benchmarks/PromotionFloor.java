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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The floor of a failover: nothing but what {@code pg_promote()} does (a file named {@code promote}
 * and a signal to the postmaster), by hand right after the primary was killed, with a writer on a
 * multi-host URL. The function itself is the superuser's, whose password a twin keeps to itself.
 * Prints the longest time between two acknowledged writes in milliseconds.
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
      System.out.println(gap(server, guardian.runDirectory()));
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

  /** Where the standby's postmaster keeps its data. */
  private static Path dataFolder(Path run, String member) throws IOException {
    try (Stream<Path> below = Files.walk(run.resolve("postgres"))) {
      Path pid =
          below
              .filter(file -> file.endsWith("postmaster.pid") && file.toString().contains(member))
              .findFirst()
              .orElseThrow();
      return pid.resolveSibling("");
    }
  }

  private static long gap(FlexibleServer server, Path run) throws Exception {
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
    Path folder = dataFolder(run, standby.name());
    long postmaster =
        Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
    server.kill(primary.name());
    Files.createFile(folder.resolve("promote"));
    new ProcessBuilder("kill", "-USR1", Long.toString(postmaster)).start().waitFor();
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
