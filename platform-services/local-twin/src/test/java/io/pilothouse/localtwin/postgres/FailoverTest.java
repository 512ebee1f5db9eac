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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One zone-redundant server with two replicas goes through everything that can be asked of it. */
class FailoverTest {

  private static ProcessGuardian guardian;
  private static FlexibleServer server;

  @BeforeAll
  static void start(@TempDir Path runs) {
    guardian = ProcessGuardian.open(runs, "failover");
    server =
        FlexibleServer.start(
            TestServers.zoneRedundant(
                "psql-trip",
                new ReplicaSpec("psql-trip-south", "koreasouth", "1"),
                new ReplicaSpec("psql-trip-central", "koreacentral", "3")),
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

  private static void awaitHealthy() {
    patiently()
        .untilAsserted(() -> {
          assertThat(server.state().status()).isEqualTo(ServerStatus.READY);
          assertThat(server.state().highAvailability()).isEqualTo(HighAvailabilityStatus.HEALTHY);
          assertThat(server.state().members())
              .allMatch(member -> member.liveness() == MemberLiveness.RUNNING);
        });
  }

  @Test
  void aPlannedFailoverLosesNothingAndSwapsTheZones() throws Exception {
    FlexibleServerState before = server.state();
    List<FlexibleServerState> seen = new CopyOnWriteArrayList<>();
    FlexibleServer.Subscription subscription = server.observe(seen::add);
    try (AcknowledgedWrites writes =
        new AcknowledgedWrites(server.application("trip"), "planned")) {
      patiently().until(() -> writes.count() > 50);
      writes.forgetGaps();
      FailoverRun run = server.failover(FailoverMode.PLANNED);
      assertThatThrownBy(() -> server.failover(FailoverMode.FORCED))
          .isInstanceOf(OperationRefusedException.class)
          .hasMessageContaining("a planned failover is under way");
      FailoverReport report = run.restored().get(30, TimeUnit.SECONDS);
      int atReturn = writes.count();
      patiently().until(() -> writes.count() > atReturn + 20);
      writes.close();

      assertThat(writes.missingAt(server.application("trip"))).isEmpty();
      assertThat(report.withoutPrimary()).isPositive().isLessThan(Duration.ofMinutes(1));
      assertThat(report.commitGuarantee()).isEqualTo(CommitGuarantee.STANDBY_CONFIRMED);
      assertThat(writes.longestGap()).isGreaterThanOrEqualTo(Duration.ofMillis(1));
    }
    subscription.close();
    assertThat(seen)
        .extracting(FlexibleServerState::highAvailability)
        .containsSubsequence(
            HighAvailabilityStatus.FAILING_OVER,
            HighAvailabilityStatus.CREATING_STANDBY,
            HighAvailabilityStatus.REPLICATING_DATA,
            HighAvailabilityStatus.HEALTHY);
    assertThat(seen).extracting(FlexibleServerState::revision).isSorted().doesNotHaveDuplicates();
    FlexibleServerState after = server.state();
    assertThat(after.primary().zone()).isEqualTo(before.standby().orElseThrow().zone());
    assertThat(after.standby().orElseThrow().zone()).isEqualTo(before.primary().zone());
    assertThat(after.highAvailability()).isEqualTo(HighAvailabilityStatus.HEALTHY);
    assertEveryFollowerReplays("after_planned");
  }

  @Test
  void aForcedFailoverLosesNoConfirmedCommit() throws Exception {
    FlexibleServerState before = server.state();
    try (AcknowledgedWrites writes = new AcknowledgedWrites(server.application("trip"), "forced")) {
      patiently().until(() -> writes.count() > 50);
      writes.forgetGaps();
      FailoverReport report =
          server.failover(FailoverMode.FORCED).restored().get(30, TimeUnit.SECONDS);
      int atReturn = writes.count();
      patiently().until(() -> writes.count() > atReturn + 20);
      writes.close();

      assertThat(writes.missingAt(server.application("trip"))).isEmpty();
      assertThat(report.newPrimary()).isEqualTo(before.standby().orElseThrow().name());
    }
    assertEveryFollowerReplays("after_forced");
  }

  @Test
  void aKilledPrimaryIsReplacedByItself() throws Exception {
    String victim = server.state().primary().name();
    List<FlexibleServerState> seen = new CopyOnWriteArrayList<>();
    try (AcknowledgedWrites writes = new AcknowledgedWrites(server.application("trip"), "killed");
        FlexibleServer.Subscription told = server.observe(seen::add)) {
      patiently().until(() -> writes.count() > 50);
      server.kill(victim);
      patiently().until(() -> seen.stream().anyMatch(s -> s.status() == ServerStatus.UNAVAILABLE));
      patiently().until(() -> server.state().status() == ServerStatus.READY);
      int atReturn = writes.count();
      patiently().until(() -> writes.count() > atReturn + 20);
      awaitHealthy();
      writes.close();
      assertThat(writes.missingAt(server.application("trip"))).isEmpty();
    }
    assertThat(server.state().primary().name()).isNotEqualTo(victim);
    assertThat(server.lastFailover()).get().matches(FailoverReport::automatic);
    assertEveryFollowerReplays("after_kill");
  }

  @Test
  void aKilledStandbyDoesNotKeepCommitsWaiting() throws Exception {
    String standby = server.state().standby().orElseThrow().name();
    try (AcknowledgedWrites writes =
        new AcknowledgedWrites(server.application("trip"), "standby_killed")) {
      patiently().until(() -> writes.count() > 50);
      writes.forgetGaps();
      server.kill(standby);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> server.state().commitGuarantee() == CommitGuarantee.PRIMARY_ONLY);
      assertThat(server.state().highAvailability())
          .isEqualTo(HighAvailabilityStatus.REMOVING_STANDBY);
      assertThat(server.state().explanation()).contains(standby, "died");
      assertThatThrownBy(() -> server.failover(FailoverMode.PLANNED))
          .isInstanceOf(OperationRefusedException.class)
          .hasMessageContaining(standby);
      int alone = writes.count();
      patiently().until(() -> writes.count() > alone + 20);
      assertThat(writes.longestGap()).isLessThan(Duration.ofMinutes(1));
      awaitHealthy();
      assertThat(server.state().commitGuarantee()).isEqualTo(CommitGuarantee.STANDBY_CONFIRMED);
    }
  }

  @Test
  void aReplicaThatWasPausedDuringAFailoverFollowsWhenItIsResumed() throws Exception {
    String replica = "psql-trip-central";
    server.pauseReplay(replica);
    server.failover(FailoverMode.PLANNED).restored().get(30, TimeUnit.SECONDS);
    execute(server.application("trip"), "CREATE TABLE while_paused AS SELECT 1 AS n");
    ConnectionTarget there = server.at(replica, server.application("trip"));
    assertThatThrownBy(() -> execute(there, "SELECT n FROM while_paused"))
        .isInstanceOf(SQLException.class);
    server.resumeReplay(replica);
    assertEveryFollowerReplays("after_resume");
  }

  @Test
  void aDelayedReplicaShowsARowLater() throws Exception {
    String replica = "psql-trip-south";
    server.delayReplay(replica, Duration.ofSeconds(1));
    execute(server.application("trip"), "CREATE TABLE delayed AS SELECT 1 AS n");
    ConnectionTarget there = server.at(replica, server.application("trip"));
    assertThatThrownBy(() -> execute(there, "SELECT n FROM delayed"))
        .isInstanceOf(SQLException.class);
    patiently().ignoreExceptions().untilAsserted(() -> execute(there, "SELECT n FROM delayed"));
    server.delayReplay(replica, Duration.ZERO);
  }

  @Test
  void aPausedReplicaFallsBehindAndCatchesUp() throws Exception {
    String replica = "psql-trip-south";
    server.pauseReplay(replica);
    execute(server.application("trip"), "CREATE TABLE paused AS SELECT generate_series(1, 50000)");
    patiently()
        .untilAsserted(
            () -> assertThat(behind(replica).bytes().orElseThrow()).isGreaterThan(1_000_000));
    assertThat(server.state().member(replica)).get().matches(MemberState::replayPaused);
    server.resumeReplay(replica);
    patiently().until(() -> behind(replica).bytes().orElse(Long.MAX_VALUE) == 0);
  }

  @Test
  void aStoppedServerKeepsItsDataAndItsAddressAndIsNotRevived() throws Exception {
    ConnectionTarget application = server.application("trip");
    execute(application, "CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS n");
    server.stop().get();
    assertThat(server.state().status()).isEqualTo(ServerStatus.STOPPED);
    assertThat(server.state().primary().pid()).isEmpty();
    assertThat(server.state().standby().orElseThrow().pid()).isEmpty();
    assertThatThrownBy(() -> execute(application, "SELECT 1")).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> server.failover(FailoverMode.FORCED))
        .isInstanceOf(OperationRefusedException.class)
        .hasMessageContaining("stop");
    // A replica is a server of its own and goes on answering.
    execute(server.at("psql-trip-south", application), "SELECT n FROM kept");

    server.startAgain().get();

    execute(application, "INSERT INTO kept VALUES (2)");
    awaitHealthy();
    assertEveryFollowerReplays("after_the_stop");
    assertThatThrownBy(server::startAgain).isInstanceOf(OperationRefusedException.class);
    execute(application, "DROP TABLE kept");
  }

  private static MemberFacts.Behind behind(String member) {
    return server.facts().stream()
        .filter(facts -> facts.member().equals(member))
        .findFirst()
        .flatMap(MemberFacts::behind)
        .orElseThrow();
  }

  private static void assertEveryFollowerReplays(String table) throws SQLException {
    execute(server.application("trip"), "CREATE TABLE " + table + " AS SELECT 1 AS n");
    FlexibleServerState state = server.state();
    for (MemberState member : state.members()) {
      ConnectionTarget there = server.at(member.name(), server.application("trip"));
      patiently().ignoreExceptions().untilAsserted(() -> execute(there, "SELECT n FROM " + table));
    }
  }

  private static void execute(ConnectionTarget target, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(target.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
