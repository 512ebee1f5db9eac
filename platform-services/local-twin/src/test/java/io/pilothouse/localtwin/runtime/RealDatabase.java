package io.pilothouse.localtwin.runtime;

import io.pilothouse.localtwin.postgres.ConnectionTarget;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerSpec;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.postgres.ReplicaSpec;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.TwinHome;
import io.pilothouse.serviceruntime.data.DatabaseEndpoint;
import io.pilothouse.serviceruntime.data.PoolSettings;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.data.RoutingPolicy;
import io.pilothouse.serviceruntime.data.SqlWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A database of a test: real servers, and the runtime's way to them. */
final class RealDatabase implements AutoCloseable {

  /** How far a replica may be behind. */
  static final Duration OBJECTIVE = Duration.ofSeconds(1);

  private static final String MIGRATION = "/db/pilothouse-runtime/R__pilothouse_runtime.sql";

  /** Quick, so that a test sees in a second what a person sees in twenty. */
  private static final SupervisionPolicy IMPATIENT =
      new SupervisionPolicy(
          Duration.ofMillis(1500),
          Duration.ofMillis(2500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2));

  private final ProcessGuardian guardian;
  private final FlexibleServer server;
  private final RoutedDatabase routed;

  private RealDatabase(Path folder, HighAvailability availability, Optional<String> replica) {
    guardian = ProcessGuardian.open(folder, "runtime-test");
    server =
        FlexibleServer.start(
            new FlexibleServerSpec(
                "orders",
                "15",
                "koreacentral",
                "1",
                availability,
                replica.stream().map(name -> new ReplicaSpec(name, "koreacentral", "3")).toList(),
                List.of("shop"),
                "shopadmin",
                50),
            PostgresBinaries.unpack(TwinHome.ofThisProcess().cache()),
            guardian,
            IMPATIENT,
            Clock.systemUTC());
    routed = open(replica);
  }

  static RealDatabase single(Path folder) {
    return new RealDatabase(folder, new HighAvailability.Disabled(), Optional.empty());
  }

  static RealDatabase zoneRedundant(Path folder, String replica) {
    return new RealDatabase(folder, new HighAvailability.ZoneRedundant("2"), Optional.of(replica));
  }

  FlexibleServer server() {
    return server;
  }

  RoutedDatabase routed() {
    return routed;
  }

  private RoutedDatabase open(Optional<String> replica) {
    var application = server.application("shop");
    return new RoutedDatabase(
        endpoint("orders", application),
        replica.stream().map(name -> endpoint(name, server.at(name, application))).toList(),
        PoolSettings.documented().sized(10, 2).waiting(Duration.ofSeconds(20)),
        PoolSettings.documented().sized(4, 1).waiting(Duration.ofSeconds(1)),
        new RoutingPolicy(OBJECTIVE, Duration.ofMillis(100)),
        Clock.systemUTC());
  }

  /** Makes the runtime's own tables, as Flyway would. */
  void migrate() {
    try (var script = RoutedDatabase.class.getResourceAsStream(MIGRATION)) {
      if (script == null) {
        throw new IllegalStateException(MIGRATION + " is not there");
      }
      var sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      routed.write(execute(sql));
      routed.write(execute(sql));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DatabaseEndpoint endpoint(String name, ConnectionTarget target) {
    return new DatabaseEndpoint(name, target.jdbcAddress(), target.user(), target.password());
  }

  static SqlWork<Boolean> execute(String sql) {
    return connection -> {
      try (var statement = connection.createStatement()) {
        statement.execute(sql);
        return true;
      }
    };
  }

  static SqlWork<String> value(String sql) {
    return connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return String.valueOf(row.getString(1));
      }
    };
  }

  @Override
  public void close() {
    routed.close();
    server.close();
    guardian.close();
  }
}
