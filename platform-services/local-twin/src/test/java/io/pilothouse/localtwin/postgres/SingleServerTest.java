package io.pilothouse.localtwin.postgres;

import static io.pilothouse.localtwin.postgres.TestServers.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.localtwin.process.ProcessGuardian;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server without high availability. */
class SingleServerTest {

  /** Long enough to look at what is down, on a machine that is busy. */
  private static final SupervisionPolicy UNHURRIED =
      new SupervisionPolicy(
          Duration.ofSeconds(8),
          Duration.ofSeconds(8),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2));

  private static ProcessGuardian guardian;
  private static FlexibleServer server;

  @BeforeAll
  static void start(@TempDir Path runs) {
    guardian = ProcessGuardian.open(runs, "single");
    server =
        FlexibleServer.start(
            TestServers.single("psql-single"),
            TestServers.binaries(),
            guardian,
            UNHURRIED,
            Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    server.close();
    guardian.close();
  }

  @Test
  void itHasNobodyToFailOverTo() {
    assertThat(server.state().highAvailability()).isEqualTo(HighAvailabilityStatus.NOT_ENABLED);
    assertThatThrownBy(() -> server.failover(FailoverMode.FORCED))
        .isInstanceOf(OperationRefusedException.class)
        .hasMessageContaining("no standby");
  }

  /** Else a monitor takes two servers for a primary and its replica. */
  @Test
  void itIsAClusterOfItsOwn(@TempDir Path folder) throws Exception {
    NewCluster cluster = NewCluster.of(TestServers.binaries(), "tripadmin");
    cluster.copyTo(folder);
    assertThat(identifier(folder)).isNotEqualTo(identifier(cluster.folder()));

    awaitReady();
    try (Connection connection = DriverManager.getConnection(server.administrator().jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT system_identifier FROM pg_control_system()")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1))
          .isNotEqualTo(identifier(cluster.folder()))
          .isNotEqualTo(identifier(folder));
    }
  }

  private static long identifier(Path folder) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(folder.resolve("global").resolve("pg_control")))
        .order(ByteOrder.nativeOrder())
        .getLong(0);
  }

  @Test
  void aKilledPrimaryIsRestartedWithEverythingThatItHadAcknowledged() throws Exception {
    awaitReady();
    execute("CREATE TABLE kept AS SELECT 1 AS n");
    server.kill(server.state().primary().name());
    patiently().until(() -> server.state().status() == ServerStatus.UNAVAILABLE);
    assertThat(server.state().primary().liveness()).isEqualTo(MemberLiveness.DOWN);
    MemberFacts facts = server.facts().getFirst();
    assertThat(facts.alive()).isFalse();
    assertThat(facts.activeConnections()).isEmpty();
    assertThat(facts.databaseBytes()).isEmpty();
    assertThatThrownBy(() -> execute("SELECT 1")).isInstanceOf(SQLException.class);
    awaitReady();
    execute("SELECT n FROM kept");
  }

  @Test
  void aPortThatWasTakenMeanwhileIsGivenUp() throws Exception {
    awaitReady();
    ConnectionTarget endpoint = server.administrator();
    int port = server.state().primary().port().orElseThrow();
    server.kill(server.state().primary().name());
    try (ServerSocket taker = takePort(port)) {
      patiently().until(() -> server.state().status() == ServerStatus.UNAVAILABLE);
      patiently().until(() -> server.state().status() == ServerStatus.READY);
      assertThat(server.state().primary().port().orElseThrow()).isNotEqualTo(taker.getLocalPort());
    }
    assertThat(server.administrator()).isEqualTo(endpoint);
    execute("SELECT 1");
  }

  /** As soon as the killed server has let go of it. */
  private static ServerSocket takePort(int port) {
    return await()
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptions()
        .until(() -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()), Objects::nonNull);
  }

  @Test
  void aRestartCutsConnectionsAndComesBackAtTheSameAddress() throws Exception {
    awaitReady();
    ConnectionTarget before = server.administrator();
    Duration took = server.restart().get(20, TimeUnit.SECONDS);
    assertThat(took).isPositive();
    assertThat(server.administrator()).isEqualTo(before);
    execute("SELECT 1");
  }

  @Test
  void itWritesAsDurablyAsTheRealService() throws Exception {
    awaitReady();
    assertThat(List.of(show("fsync"), show("synchronous_commit"), show("full_page_writes")))
        .containsOnly("on");
    assertThat(show("server_version")).startsWith("15.");
    assertThat(show("max_connections")).isEqualTo("50");
    assertThat(show("listen_addresses")).isEqualTo("127.0.0.1");
  }

  @Test
  void theAdministratorIsNoSuperuserAndReadsStatistics() throws Exception {
    awaitReady();
    try (Connection connection = DriverManager.getConnection(server.administrator().jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE in_the_default_database (n int)");
      statement.executeQuery("SELECT * FROM pg_stat_replication").close();
      assertThatThrownBy(() -> statement.execute("ALTER SYSTEM SET fsync = off"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aWrongPasswordDoesNotOpenIt() {
    awaitReady();
    ConnectionTarget right = server.application("trip");
    ConnectionTarget wrong =
        new ConnectionTarget(right.host(), right.port(), right.database(), right.user(), "guess");
    assertThatThrownBy(() -> DriverManager.getConnection(wrong.jdbcUrl()).close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  private static void awaitReady() {
    patiently().until(() -> server.state().status() == ServerStatus.READY);
  }

  private static String show(String setting) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.administrator().jdbcUrl());
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW " + setting)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.application("trip").jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
