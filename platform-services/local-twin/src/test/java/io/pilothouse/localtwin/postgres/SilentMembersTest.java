package io.pilothouse.localtwin.postgres;

import static io.pilothouse.localtwin.postgres.TestServers.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.localtwin.process.ProcessGuardian;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that exist and do not answer, and a replica that goes its own way. */
@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "there is no Redis, and no signal that stops a process")
class SilentMembersTest {

  private static final String REPLICA = "psql-silent-south";

  private static ProcessGuardian guardian;
  private static FlexibleServer server;

  @BeforeAll
  static void start(@TempDir Path runs) {
    guardian = ProcessGuardian.open(runs, "silent");
    server =
        FlexibleServer.start(
            TestServers.zoneRedundant("psql-silent", new ReplicaSpec(REPLICA, "koreasouth", "1")),
            TestServers.binaries(),
            guardian,
            TestServers.IMPATIENT,
            Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    server.close();
    guardian.close();
  }

  @BeforeEach
  void everythingIsWell() {
    awaitHealthy();
  }

  @Test
  void aFrozenStandbyThenAFrozenPrimaryCostSecondsOnly() throws Exception {
    try (AcknowledgedWrites writes = new AcknowledgedWrites(server.application("trip"), "w")) {
      patiently().until(() -> writes.count() > 20);
      writes.forgetGaps();
      freeze(server.state().standby().orElseThrow());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> server.state().commitGuarantee() == CommitGuarantee.PRIMARY_ONLY);
      assertThat(server.state().standby().orElseThrow().liveness())
          .isEqualTo(MemberLiveness.SILENT);
      int alone = writes.count();
      patiently().until(() -> writes.count() > alone);
      assertThat(writes.longestGap()).isLessThan(Duration.ofSeconds(8));
      awaitHealthy();

      String frozen = server.state().primary().name();
      freeze(server.state().primary());
      patiently().until(() -> !server.state().primary().name().equals(frozen));
      awaitHealthy();
      int later = writes.count();
      patiently().until(() -> writes.count() > later);
      writes.close();
      assertThat(writes.missingAt(server.application("trip"))).isEmpty();
    }
  }

  @Test
  void aPromotedReplicaTakesWritesOfItsOwn() throws Exception {
    execute(server.application("trip"), "CREATE TABLE shared AS SELECT 1 AS n");
    ConnectionTarget replica = server.at(REPLICA, server.application("trip"));
    patiently().ignoreExceptions().untilAsserted(() -> execute(replica, "SELECT n FROM shared"));
    assertThatThrownBy(() -> execute(replica, "CREATE TABLE own (n int)"))
        .hasMessageContaining("read-only");
    assertThatThrownBy(() -> server.promoteReplica(server.state().standby().orElseThrow().name()))
        .isInstanceOf(OperationRefusedException.class);

    try (FlexibleServer independent = server.promoteReplica(REPLICA)) {
      assertThat(independent.application("trip")).isEqualTo(replica);
      execute(replica, "CREATE TABLE own AS SELECT n FROM shared");
      assertThat(independent.state().status()).isEqualTo(ServerStatus.READY);
      assertThat(server.state().replicas()).isEmpty();
      assertThatThrownBy(() -> execute(server.application("trip"), "SELECT n FROM own"))
          .hasMessageContaining("does not exist");
    }
    execute(server.application("trip"), "SELECT n FROM shared");
  }

  private static void awaitHealthy() {
    patiently().until(() -> server.state().highAvailability() == HighAvailabilityStatus.HEALTHY);
  }

  /** SIGSTOP to the postmaster and everything below it. */
  private static void freeze(MemberState member) throws Exception {
    ProcessHandle postmaster = ProcessHandle.of(member.pid().orElseThrow()).orElseThrow();
    for (ProcessHandle process :
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList()) {
      new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
    }
  }

  private static void execute(ConnectionTarget target, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(target.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
