package io.pilothouse.azureconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DatabaseControl.Operation;
import io.pilothouse.operations.port.DatabaseControl.Status;
import io.pilothouse.operations.port.WriteProbe;
import io.pilothouse.sharedmodel.action.Intent.FailoverMode;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The connector on real PostgreSQL behind the twin's endpoint. The test that kills comes last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealPostgresTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static RealPostgres postgres;
  private static TestEstate estate;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    postgres = new RealPostgres(folder.resolve("runs"));
    estate = new TestEstate(folder);
    estate.host(postgres);
  }

  @AfterAll
  static void close() {
    if (estate != null) {
      estate.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  @Order(1)
  void readsLagConnectionsAndRolesFromTheServersThemselves() {
    var heard = new Heard();
    try (var source = source(postgres.operatorAddresses())) {
      source.start(heard);

      Observation.Measured measured =
          heard.next(
              Observation.Measured.class,
              0,
              m ->
                  value(m, RealPostgres.REPLICA, "pg.replication_lag_bytes").isPresent()
                      && value(m, RealPostgres.SERVER, "pg.alive").isPresent());
      assertThat(value(measured, RealPostgres.SERVER, "pg.alive")).contains(1.0);
      assertThat(value(measured, RealPostgres.SERVER, "pg.in_recovery")).contains(0.0);
      assertThat(value(measured, RealPostgres.SERVER, "pg.max_connections")).contains(50.0);
      assertThat(value(measured, RealPostgres.SERVER, "pg.synchronous_standbys")).contains(1.0);
      assertThat(value(measured, RealPostgres.SERVER, "pg.connections").orElse(0.0)).isPositive();
      assertThat(
              value(
                  measured,
                  RealPostgres.SERVER,
                  "pg.receiver_lag_bytes{receiver=" + RealPostgres.REPLICA + "}"))
          .isPresent();
      assertThat(value(measured, RealPostgres.REPLICA, "pg.in_recovery")).contains(1.0);
      assertThat(value(measured, RealPostgres.REPLICA, "pg.alive")).contains(1.0);
    }
  }

  @Test
  @Order(1)
  void tellsNothingOfSessionsThatItMayNotSee() {
    var heard = new Heard();
    try (var source = source(postgres.applicationAddresses())) {
      source.start(heard);

      Observation.Measured measured =
          heard.next(
              Observation.Measured.class,
              0,
              m -> value(m, RealPostgres.REPLICA, "pg.replication_lag_bytes").isPresent());
      assertThat(value(measured, RealPostgres.SERVER, "pg.alive")).contains(1.0);
      assertThat(value(measured, RealPostgres.SERVER, "pg.connections")).isEmpty();
      assertThat(value(measured, RealPostgres.SERVER, "pg.synchronous_standbys")).isEmpty();
    }
  }

  @Test
  @Order(2)
  void seesAReplicaFallBehindAndCatchUp() throws Exception {
    var heard = new Heard();
    try (var source = source(postgres.operatorAddresses())) {
      source.start(heard);
      postgres.server().pauseReplay(RealPostgres.REPLICA);
      int before;
      try {
        try (var connection =
                DriverManager.getConnection(postgres.server().application("trip").jdbcUrl());
            var statement = connection.createStatement()) {
          statement.execute("create table grown as select generate_series(1, 20000) as n");
        }

        heard.next(
            Observation.Measured.class,
            0,
            m ->
                value(m, RealPostgres.REPLICA, "pg.replication_lag_bytes").orElse(0.0) > 100_000
                    && value(m, RealPostgres.REPLICA, "pg.replication_lag_seconds").orElse(0.0)
                        > 1);
        before = heard.count();
      } finally {
        postgres.server().resumeReplay(RealPostgres.REPLICA);
      }
      heard.next(
          Observation.Measured.class,
          before,
          m ->
              value(m, RealPostgres.REPLICA, "pg.replication_lag_seconds")
                  .filter(v -> v < 0.5)
                  .isPresent());
    }
  }

  @Test
  @Order(3)
  void losesNothingInAPlannedFailoverThroughTheSdk() throws Exception {
    failsOverWithoutLoss(FailoverMode.PLANNED);
  }

  @Test
  @Order(4)
  void losesNothingInAForcedFailoverToASynchronousStandby() throws Exception {
    failsOverWithoutLoss(FailoverMode.FORCED);
  }

  private static void failsOverWithoutLoss(FailoverMode mode) throws Exception {
    var control = new AzureDatabaseControl(estate.connection());
    FlexibleServer before = healthy(control);
    var probe = new JdbcWriteProbe(postgres.applicationAddresses(), CLOCK);
    try (WriteProbe.Running running = probe.start(RealPostgres.SERVER, "run-" + mode)) {
      Optional<String> oldAddress = running.measured().serverAddress();
      Operation operation = control.beginFailover(RealPostgres.SERVER, mode, "run-" + mode);
      assertThat(ended(operation)).isEqualTo(new Status.Succeeded());
      assertThat(running.awaitWriteAfter(CLOCK.instant(), Duration.ofSeconds(20))).isTrue();
      await().until(() -> running.measured().acknowledged() > 50);

      WriteProbe.Measured measured = running.finish();

      assertThat(measured.lostRows()).contains(0L);
      assertThat(measured.acknowledged()).isGreaterThan(50);
      assertThat(measured.longestGapMillis()).isBetween(1L, 20_000L);
      assertThat(measured.serverAddress()).isPresent().isNotEqualTo(oldAddress);
    }
    FlexibleServer after = healthy(control);
    assertThat(after.zone()).isEqualTo(before.standbyZone());
    assertThat(after.standbyZone()).isEqualTo(before.zone());
  }

  @Test
  @Order(5)
  void measuresTheServersMetricsAsMonitorDoes() {
    var heard = new Heard();
    try (var source = new AzureMetricsSource(estate.connection(), Duration.ofMillis(500))) {
      source.start(heard);

      Observation.Measured measured =
          heard.next(
              Observation.Measured.class,
              0,
              m ->
                  value(m, RealPostgres.SERVER, "cpu_percent").isPresent()
                      && value(m, RealPostgres.REPLICA, "physical_replication_delay_in_seconds")
                          .isPresent());
      assertThat(value(measured, RealPostgres.SERVER, "is_db_alive")).contains(1.0);
      assertThat(value(measured, RealPostgres.SERVER, "active_connections").orElse(0.0))
          .isPositive();
      assertThat(value(measured, RealPostgres.SERVER, "storage_percent").orElse(0.0))
          .isBetween(0.001, 50.0);
      assertThat(value(measured, RealPostgres.SERVER, "memory_percent").orElse(0.0))
          .isBetween(0.01, 50.0);
      assertThat(value(measured, RealPostgres.SERVER, "connections_failed")).isEmpty();
    }
  }

  @Test
  @Order(6)
  void saysThatAReplicaTakesNoWrites() {
    var probe = new JdbcWriteProbe(postgres.applicationAddresses(), CLOCK);

    assertThatThrownBy(() -> probe.start(RealPostgres.REPLICA, "run-replica"))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessageContaining("standby or replica");
  }

  @Test
  @Order(7)
  void refusesToProbeAServerWhoseAddressIsNotKnown() {
    var probe = new JdbcWriteProbe(Map.of(), CLOCK);

    assertThatThrownBy(() -> probe.start("db", "run"))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessageContaining("No address");
  }

  @Test
  @Order(8)
  void aDeadServerIsMeasuredAsDeadAndHidesNoOther() {
    var heard = new Heard();
    try (var source = source(postgres.operatorAddresses())) {
      source.start(heard);
      heard.next(
          Observation.Measured.class,
          0,
          m -> value(m, RealPostgres.REPLICA, "pg.alive").equals(Optional.of(1.0)));

      int before = heard.count();
      postgres.server().kill(RealPostgres.REPLICA);

      Observation.Measured measured =
          heard.next(
              Observation.Measured.class,
              before,
              m -> value(m, RealPostgres.REPLICA, "pg.alive").equals(Optional.of(0.0)));
      assertThat(value(measured, RealPostgres.SERVER, "pg.alive")).contains(1.0);
      assertThat(value(measured, RealPostgres.REPLICA, "pg.connections")).isEmpty();
      assertThat(heard.all()).noneMatch(Observation.SourceLost.class::isInstance);
    }
  }

  private static DatabaseSource source(Map<String, Connection.Database> addresses) {
    return new DatabaseSource(new HashMap<>(addresses), RealPostgresTest::id, CLOCK);
  }

  private static ResourceId id(String server) {
    return ResourceId.azure(
        TestEstate.SCOPE.resourceId("Microsoft.DBforPostgreSQL/flexibleServers", server));
  }

  private static Optional<Double> value(Observation.Measured measured, String server, String name) {
    return measured.measurements().stream()
        .filter(m -> m.resource().equals(id(server)) && m.metric().equals(name))
        .map(Measurement::value)
        .findFirst();
  }

  private static FlexibleServer healthy(AzureDatabaseControl control) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> control.read(RealPostgres.SERVER),
            s ->
                s.state().equals("Ready")
                    && s.highAvailabilityState().equals(Optional.of("Healthy")));
  }

  private static Status ended(Operation operation) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(operation::poll, status -> !(status instanceof Status.InProgress));
  }
}
