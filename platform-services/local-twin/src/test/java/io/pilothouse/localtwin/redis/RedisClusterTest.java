package io.pilothouse.localtwin.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.serviceruntime.cache.CacheKey;
import io.pilothouse.serviceruntime.cache.CachePolicy;
import io.pilothouse.serviceruntime.cache.RedisStore;
import io.pilothouse.serviceruntime.cache.SharedTier;
import io.pilothouse.serviceruntime.cache.SharedTierHealth;
import io.pilothouse.serviceruntime.cache.TierCounts;
import io.pilothouse.serviceruntime.cache.TwoTierCache;
import io.pilothouse.serviceruntime.cache.ValueCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisClusterTest {

  private static final RedisClusterSpec SPEC =
      new RedisClusterSpec(
          "cache",
          3,
          1,
          20_000_000,
          "volatile-lru",
          Optional.of(Duration.ofHours(1)),
          Optional.of("everysec"));

  @TempDir private static Path folder;
  private static ProcessGuardian guardian;
  private static ClientResources resources;
  private static RedisCluster cluster;

  private SharedTier tier;
  private TwoTierCache<String> cache;

  @BeforeAll
  static void start() {
    guardian = ProcessGuardian.open(folder.resolve("runs"), "redis-test");
    resources = DefaultClientResources.create();
    var binary = RedisBinary.unpack(folder.resolve("cache"));
    cluster = RedisCluster.start(SPEC, binary, guardian, Duration.ofSeconds(1), resources);
  }

  @BeforeEach
  void empty() {
    await().atMost(Duration.ofSeconds(20)).until(cluster::healthy);
    tier =
        new SharedTier(
            RedisStore.ofCluster(cluster.addresses(), resources, Duration.ofSeconds(1)),
            Duration.ofMillis(200),
            Clock.systemUTC());
    cache = freshCache();
  }

  @AfterEach
  void closeTier() {
    tier.close();
  }

  @AfterAll
  static void stop() {
    cluster.close();
    guardian.close();
    resources.shutdown(100, 2000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }

  @Test
  void servesTheCacheOverAllShardsAndCountsWhatTheCacheCounts() {
    long hitsBefore = sum(RedisFigures::keyspaceHits);
    long missesBefore = sum(RedisFigures::keyspaceMisses);
    long keysBefore = sum(RedisFigures::keys);
    for (int i = 1000; i < 1300; i++) {
      cache.get(key(i), this::load);
    }
    var other = freshCache();
    for (int i = 1000; i < 1300; i++) {
      other.get(key(i), this::load);
    }

    assertThat(other.snapshot().total()).isEqualTo(new TierCounts(0, 300, 0, 0));
    assertThat(primaries()).hasSize(3).allSatisfy(node -> assertThat(keys(node)).isPositive());
    assertThat(sum(RedisFigures::keyspaceHits) - hitsBefore).isEqualTo(300);
    assertThat(sum(RedisFigures::keyspaceMisses) - missesBefore).isEqualTo(300);
    assertThat(sum(RedisFigures::keys) - keysBefore).isEqualTo(300);
    assertThat(cluster.state())
        .hasSize(6)
        .allSatisfy(node -> assertThat(node.figures().orElseThrow().linkUp()).isTrue())
        .allSatisfy(
            node -> assertThat(node.figures().orElseThrow().maximumBytes()).isEqualTo(20_000_000));
  }

  @Test
  void refusesWhoHasNoPassword() throws IOException {
    var node = cluster.state().getFirst();
    try (var stranger = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      stranger.getOutputStream().write("GET x\r\n".getBytes(StandardCharsets.UTF_8));
      var answer = new Scanner(stranger.getInputStream(), StandardCharsets.UTF_8).nextLine();
      assertThat(answer).startsWith("-NOAUTH");
    }
    var client = RedisClient.create(resources, RedisURI.create(cluster.url(node.name())));
    try (var connection = client.connect()) {
      assertThat(connection.sync().ping()).isEqualTo("PONG");
    }
    client.shutdown(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void failsAShardOverWithoutLosingWhatWasWritten() {
    for (int i = 0; i < 100; i++) {
      cache.get(key(i), this::load);
    }
    var before = primaryOf(0);

    cluster.failover(0);

    assertThat(primaryOf(0).name()).isNotEqualTo(before.name());
    await().until(() -> cluster.state().stream().allMatch(RedisClusterTest::inStep));
    await()
        .untilAsserted(() -> {
          var other = freshCache();
          for (int i = 0; i < 100; i++) {
            other.get(key(i), this::load);
          }
          assertThat(other.snapshot().total()).isEqualTo(new TierCounts(0, 100, 0, 0));
        });
  }

  @Test
  void restartsAKilledProcess() {
    var victim = primaryOf(1);

    cluster.kill(victim.name());

    assertThat(node(victim.name()).alive()).isFalse();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            node(victim.name())
                .figures()
                .map(figures -> figures.linkUp() && figures.keys() >= 0)
                .orElse(false));
    assertThat(node(victim.name()).pid()).isNotEqualTo(victim.pid());
    assertThat(node(victim.name()).port()).isEqualTo(victim.port());
  }

  @Test
  void letsTheCacheGoOnWhileAllOfItIsAwayAndServesItAgainAfterwards() {
    cache.get(key(1), this::load);
    var names = cluster.state().stream().map(RedisNodeState::name).toList();
    names.parallelStream().forEach(cluster::hold);

    for (int i = 0; i < 20; i++) {
      assertThat(cache.get(key(i), this::load)).isEqualTo("value of " + i);
    }
    assertThat(tier.health().state()).isNotEqualTo(SharedTierHealth.State.USED);
    assertThat(cluster.state()).noneMatch(RedisNodeState::alive);

    names.forEach(cluster::release);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          freshCache().get(key(1), this::load);
          return tier.health().state() == SharedTierHealth.State.USED;
        });
  }

  /** Nobody is left to elect it; what it holds must not be lost to its primary's empty return. */
  @Test
  void aLonePrimarysReplicaTakesOverWithWhatWasWritten() {
    var alone =
        new RedisClusterSpec(
            "alone", 1, 1, 20_000_000, "volatile-lru", Optional.empty(), Optional.empty());
    var binary = RedisBinary.unpack(folder.resolve("cache"));
    try (var single =
        RedisCluster.start(alone, binary, guardian, Duration.ofSeconds(10), resources)) {
      var primary = single.primary(0);
      var client = RedisClusterClient.create(resources, single.addresses());
      try (var connection = client.connect()) {
        connection.sync().set("kept", "value");
        assertThat(connection.sync().waitForReplication(1, 5_000)).isEqualTo(1);
      }
      client.shutdown(0, 1, TimeUnit.SECONDS);

      single.kill(primary.name());

      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> !single.primary(0).name().equals(primary.name()));
      assertThat(keys(single.primary(0))).isEqualTo(1);
    }
  }

  private TwoTierCache<String> freshCache() {
    return new TwoTierCache<>(
        CachePolicy.documented(), tier, ValueCodec.text(), Ticker.systemTicker(), () -> 0.5);
  }

  private static boolean inStep(RedisNodeState node) {
    return node.figures().map(RedisFigures::linkUp).orElse(false);
  }

  private static CacheKey key(int number) {
    return new CacheKey("location_data", String.valueOf(number));
  }

  private String load(CacheKey key) {
    return "value of " + key.id();
  }

  private List<RedisNodeState> primaries() {
    return cluster.state().stream().filter(node -> node.role() == RedisRole.PRIMARY).toList();
  }

  private RedisNodeState primaryOf(int shard) {
    return primaries().stream().filter(n -> n.shard() == shard).findFirst().orElseThrow();
  }

  private RedisNodeState node(String name) {
    return cluster.state().stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  private static long keys(RedisNodeState node) {
    return node.figures().orElseThrow().keys();
  }

  private long sum(ToLongFunction<RedisFigures> figure) {
    return primaries().stream()
        .mapToLong(node -> figure.applyAsLong(node.figures().orElseThrow()))
        .sum();
  }
}
