package io.pilothouse.localtwin.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.TwinOptions;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.MemberFacts;
import io.pilothouse.localtwin.postgres.MemberRole;
import io.pilothouse.localtwin.postgres.ServerStatus;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.redis.RedisCluster;
import io.pilothouse.localtwin.redis.RedisFigures;
import io.pilothouse.localtwin.redis.RedisNodeState;
import io.pilothouse.localtwin.redis.RedisRole;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Every fault of PostgreSQL and Redis really happens, and is mended without a trace. */
@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "there is no Redis, and no signal that stops a process")
class DataFaultsTest {

  private static final String SERVER = "postgresql-server";
  private static final String REPLICA = "postgresql-server-replica-1";
  private static final String CACHE = "redis-cache";

  @TempDir private static Path folder;
  private static LocalTwin twin;
  private static FlexibleServer server;
  private static RedisCluster cache;

  private final List<Mending> mendings = new ArrayList<>();

  @BeforeAll
  static void start() {
    var usual = TwinOptions.ofThisProcess().below(folder);
    var options =
        new TwinOptions(
            usual.cache(),
            usual.twins(),
            usual.clock(),
            new SupervisionPolicy(
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5)),
            Duration.ofMinutes(5),
            0.002,
            usual.peakRequestsPerSecond(),
            Duration.ofMillis(200),
            false);
    twin = LocalTwin.start(ShippedSystems.load("tripgen-prod").orElseThrow(), options);
    server = twin.postgres(SERVER);
    cache = twin.redis(CACHE);
  }

  @AfterEach
  void nothingIsMissing() {
    mendings.forEach(Mending::mend);
    mendings.clear();
    assertThat(server.faults().isWhole()).isTrue();
    assertThat(cache.healthy()).isTrue();
  }

  @AfterAll
  static void stop() {
    twin.close();
  }

  @Test
  void aKilledPrimaryIsReplacedByItsStandby() {
    var before = server.state().primary();
    var mending = inject("primary-kill", Map.of("server", SERVER));
    patiently().until(() -> !server.state().primary().name().equals(before.name()));
    mendTwice(mending);
    assertThat(server.state().standby().orElseThrow().name()).isEqualTo(before.name());
    assertThat(server.state().standby().orElseThrow().pid()).isNotEqualTo(before.pid());
  }

  @Test
  void aKilledStandbyIsMissedAndComesBack() {
    var mending = inject("standby-kill", Map.of("server", SERVER));
    patiently()
        .until(() -> server.state().highAvailability().azureName().equals("RemovingStandby"));
    mendTwice(mending);
  }

  @Test
  void aCongestedLinkKeepsAReplicaBehindByTime() throws SQLException {
    patiently().untilAsserted(() -> assertThat(behind(REPLICA)).isLessThan(Duration.ofSeconds(2)));
    var mending = inject("replica-lag", Map.of("replica", REPLICA, "delay", "3s"));
    patiently()
        .untilAsserted(() -> assertThat(behind(REPLICA)).isGreaterThan(Duration.ofMillis(2_500)));
    assertThat(server.facts())
        .filteredOn(facts -> facts.role() == MemberRole.REPLICA)
        .allMatch(MemberFacts::alive);
    mendTwice(mending);
    patiently().untilAsserted(() -> assertThat(behind(REPLICA)).isLessThan(Duration.ofSeconds(2)));
  }

  @Test
  void aStalledReplicaReceivesButDoesNotReplay() throws SQLException {
    var mending = inject("replica-stall", Map.of("replica", REPLICA));
    patiently()
        .untilAsserted(() -> assertThat(behind(REPLICA)).isGreaterThan(Duration.ofSeconds(2)));
    mendTwice(mending);
    patiently().untilAsserted(() -> assertThat(behind(REPLICA)).isLessThan(Duration.ofSeconds(2)));
  }

  @Test
  void twoPrimariesAreNeitherFailedOverNorThrownAwayBySupervision() throws SQLException {
    var primary = server.state().primary();
    var standby = server.state().standby().orElseThrow();
    var mending = inject("split-brain", Map.of("server", SERVER));
    patiently().until(() -> server.state().explanation().contains("both say that they are"));
    assertThat(server.state().primary().name()).isEqualTo(primary.name());
    assertThat(inRecovery(primary.name())).isFalse();
    assertThat(inRecovery(standby.name())).isFalse();
    // The services go on at the endpoint, which leads to the old one.
    execute("CREATE TABLE IF NOT EXISTS split (n int)");
    mendTwice(mending);
    assertThat(server.state().primary().name()).isEqualTo(primary.name());
    assertThat(inRecovery(standby.name())).isTrue();
  }

  @Test
  void strangersLeaveNoConnection() throws SQLException {
    var mending = inject("connection-limit", Map.of("server", SERVER));
    assertThatThrownBy(() -> execute("SELECT 1"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53300"));
    mendTwice(mending);
    patiently().ignoreExceptions().untilAsserted(() -> execute("SELECT 1"));
  }

  @Test
  void aSessionThatHoldsLocksMakesEveryoneWait() throws SQLException {
    execute("CREATE TABLE IF NOT EXISTS waited_for (n int)");
    var mending = inject("slow-query", Map.of("server", SERVER));
    assertThatThrownBy(() -> execute("SET statement_timeout = '500ms'; SELECT * FROM waited_for"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
    mendTwice(mending);
    execute("SET statement_timeout = '5s'; SELECT * FROM waited_for");
  }

  @Test
  void aFullDiskTurnsTheServerReadOnly() throws SQLException {
    var mending = inject("disk-full", Map.of("server", SERVER));
    patiently()
        .untilAsserted(() ->
            assertThatThrownBy(() -> execute("CREATE TABLE no_room (n int)"))
                .isInstanceOfSatisfying(
                    SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006")));
    assertThat(server.storage().provisionedBytes()).isPresent();
    assertThat(server.state().status()).isEqualTo(ServerStatus.READY);
    mendTwice(mending);
    assertThat(server.storage().provisionedBytes()).isEmpty();
    execute("DROP TABLE IF EXISTS no_room; CREATE TABLE room (n int); DROP TABLE room");
    assertThatThrownBy(() -> execute("SELECT * FROM runaway_export"))
        .hasMessageContaining("does not exist");
  }

  @Test
  void aKilledShardPrimaryIsReplacedByItsReplica() {
    var before = cache.primary(1);
    var mending = inject("shard-kill", Map.of("cache", CACHE, "shard", "1"));
    patiently().ignoreExceptions().until(() -> !cache.primary(1).name().equals(before.name()));
    mendTwice(mending);
  }

  @Test
  void aShardThatIsDownStaysDownUntilItIsMended() {
    var mending = inject("shard-down", Map.of("cache", CACHE));
    assertThat(cache.state())
        .filteredOn(node -> node.shard() == 0)
        .hasSize(2)
        .noneMatch(RedisNodeState::alive);
    assertThat(cache.state()).filteredOn(RedisNodeState::alive).hasSize(4);
    mendTwice(mending);
  }

  @Test
  void aFullCacheEvicts() {
    long before = figures(RedisFigures::evictedKeys);
    var mending = inject("eviction", Map.of("cache", CACHE));
    patiently().until(() -> figures(RedisFigures::evictedKeys) > before);
    mendTwice(mending);
    assertThat(figures(RedisFigures::usedBytes))
        .isLessThan(figures(RedisFigures::maximumBytes) / 2 + 12_000_000);
  }

  @Test
  void aSlowCacheAnswersLate() {
    var mending = inject("cache-slow", Map.of("cache", CACHE, "delay", "300ms"));
    patiently()
        .until(() -> {
          long begun = System.nanoTime();
          cache.state();
          return Duration.ofNanos(System.nanoTime() - begun).toMillis() > 100;
        });
    mendTwice(mending);
    patiently().until(cache::healthy);
  }

  @Test
  void whatTheBlueprintDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> inject("primary-kill", Map.of("server", "elsewhere")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'elsewhere'")
        .hasMessageContaining(SERVER);
    assertThatThrownBy(() -> inject("shard-down", Map.of("cache", CACHE, "shard", "3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shard: 3");
  }

  private Mending inject(String fault, Map<String, String> arguments) {
    var mending =
        FaultCatalogue.named(fault)
            .orElseThrow()
            .injection()
            .inject(twin, new FaultArguments(arguments));
    mendings.add(mending);
    return mending;
  }

  private static void mendTwice(Mending mending) {
    mending.mend();
    mending.mend();
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
  }

  /** By what it has not replayed yet of a clock that is written on the primary. */
  private static Duration behind(String replica) throws SQLException {
    execute(
        "CREATE TABLE IF NOT EXISTS clock (at timestamptz); DELETE FROM clock;"
            + " INSERT INTO clock VALUES (clock_timestamp())");
    var target = server.at(replica, server.application(database()));
    try (var connection = DriverManager.getConnection(target.jdbcUrl());
        var row =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT extract(epoch FROM clock_timestamp()"
                        + " - pg_last_xact_replay_timestamp()) * 1000")) {
      row.next();
      return Duration.ofMillis(row.getLong(1));
    }
  }

  private static boolean inRecovery(String member) throws SQLException {
    var target = server.at(member, server.administrator());
    try (var connection = DriverManager.getConnection(target.jdbcUrl());
        var row = connection.createStatement().executeQuery("SELECT pg_is_in_recovery()")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(server.application(database()).jdbcUrl());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String database() {
    return server.spec().databases().getFirst();
  }

  private static long figures(java.util.function.ToLongFunction<RedisFigures> figure) {
    return cache.state().stream()
        .filter(node -> node.role() == RedisRole.PRIMARY)
        .mapToLong(node -> node.figures().map(figure::applyAsLong).orElse(0L))
        .sum();
  }
}
