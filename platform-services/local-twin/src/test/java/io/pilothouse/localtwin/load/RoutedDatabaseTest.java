package io.pilothouse.localtwin.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.localtwin.postgres.ConnectionTarget;
import io.pilothouse.localtwin.postgres.FailoverMode;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerSpec;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.postgres.ReplicaSpec;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.TwinHome;
import io.pilothouse.serviceruntime.data.DatabaseEndpoint;
import io.pilothouse.serviceruntime.data.DatabaseUnavailableException;
import io.pilothouse.serviceruntime.data.PoolSettings;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.data.RoutingPolicy;
import io.pilothouse.serviceruntime.data.SqlWork;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime's routing over real replicas, and through a real failover. */
class RoutedDatabaseTest {

  private static final Duration OBJECTIVE = Duration.ofSeconds(1);

  @TempDir private static Path folder;
  private static ProcessGuardian guardian;
  private static FlexibleServer server;
  private static RoutedDatabase database;

  @BeforeAll
  static void start() {
    guardian = ProcessGuardian.open(folder, "routing-test");
    server =
        FlexibleServer.start(
            new FlexibleServerSpec(
                "orders",
                "15",
                "koreacentral",
                "1",
                new HighAvailability.ZoneRedundant("2"),
                List.of(new ReplicaSpec("orders-replica", "koreacentral", "3")),
                List.of("shop"),
                "shopadmin",
                50),
            PostgresBinaries.unpack(TwinHome.ofThisProcess().cache()),
            guardian,
            SupervisionPolicy.visible(),
            Clock.systemUTC());
    var application = server.application("shop");
    database =
        new RoutedDatabase(
            endpoint("orders", application),
            List.of(endpoint("orders-replica", server.at("orders-replica", application))),
            PoolSettings.documented().sized(4, 1).waiting(Duration.ofSeconds(2)),
            PoolSettings.documented().sized(2, 1).waiting(Duration.ofSeconds(2)),
            new RoutingPolicy(OBJECTIVE, Duration.ofMillis(100)),
            Clock.systemUTC());
    database.write(execute("create table note (id serial primary key, text text)"));
    database.write(execute("insert into note (text) values ('first')"));
  }

  @AfterAll
  static void stop() {
    database.close();
    server.close();
    guardian.close();
  }

  @Test
  void readsFromTheReplicaUntilItLagsAndAgainWhenItHasCaughtUp() {
    await().untilAsserted(() -> assertThat(database.read(inRecovery())).isTrue());

    server.pauseReplay("orders-replica");
    database.write(execute("insert into note (text) values ('unseen by the replica')"));
    await().untilAsserted(() -> assertThat(database.read(inRecovery())).isFalse());
    assertThat(database.replicas().getFirst().lag().orElseThrow()).isGreaterThan(OBJECTIVE);
    assertThat(database.replicas().getFirst().lagBytes()).isPositive();

    server.resumeReplay("orders-replica");
    await().untilAsserted(() -> assertThat(database.read(inRecovery())).isTrue());
    assertThat(database.replicas().getFirst().lagBytes()).isZero();
  }

  @Test
  void writesAgainAfterAFailoverWithoutARestart() {
    database.write(execute("insert into note (text) values ('before')"));

    server.failover(FailoverMode.PLANNED).writable().join();

    await()
        .ignoreException(DatabaseUnavailableException.class)
        .untilAsserted(() ->
            assertThat(database.write(execute("insert into note (text) values ('after')")))
                .isTrue());
    assertThat(database.write(count("select count(*) from note where text = 'before'")))
        .isEqualTo(1);
    await().untilAsserted(() -> assertThat(database.read(inRecovery())).isTrue());
  }

  private static DatabaseEndpoint endpoint(String name, ConnectionTarget target) {
    return new DatabaseEndpoint(name, target.jdbcAddress(), target.user(), target.password());
  }

  private static SqlWork<Boolean> execute(String sql) {
    return connection -> {
      try (var statement = connection.createStatement()) {
        statement.execute(sql);
        return true;
      }
    };
  }

  private static SqlWork<Long> count(String sql) {
    return connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return row.getLong(1);
      }
    };
  }

  private static SqlWork<Boolean> inRecovery() {
    return connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("select pg_is_in_recovery()")) {
        row.next();
        return row.getBoolean(1);
      }
    };
  }
}
