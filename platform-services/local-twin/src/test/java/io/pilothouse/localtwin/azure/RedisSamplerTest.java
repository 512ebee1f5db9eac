package io.pilothouse.localtwin.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.TwinHome;
import io.pilothouse.localtwin.redis.RedisBinary;
import io.pilothouse.localtwin.redis.RedisCluster;
import io.pilothouse.localtwin.redis.RedisClusterSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisSamplerTest {
  private static final long LIMIT = 20_000_000;

  @Test
  void countsHitsAndMissesOfARealRedisAndSkipsAProcessThatIsGone(@TempDir Path folder) {
    ClientResources resources = DefaultClientResources.create();
    var spec =
        new RedisClusterSpec(
            "cache", 1, 0, LIMIT, "volatile-lru", Optional.empty(), Optional.empty());
    try (var guardian = ProcessGuardian.open(folder.resolve("runs"), "sampler-test");
        var cluster =
            RedisCluster.start(
                spec,
                RedisBinary.unpack(TwinHome.ofThisProcess().cache()),
                guardian,
                Duration.ofMinutes(1),
                resources);
        var sampler = new RedisSampler(Clock.systemUTC());
        var client = RedisClient.create(resources, cluster.addresses().getFirst());
        var connection = client.connect()) {
      var facts = facts(cluster);

      Map<String, Double> first = values(sampler, facts);
      assertThat(first).containsKeys("connectedclients", "usedmemorypercentage");
      assertThat(first).doesNotContainKey("cachehits"); // a difference needs two readings

      connection.sync().set("known", "value");
      for (int i = 0; i < 9; i++) {
        connection.sync().get("known");
      }
      connection.sync().get("unknown");

      Map<String, Double> second = values(sampler, facts);
      assertThat(second)
          .containsEntry("cachehits", 9.0)
          .containsEntry("cachemisses", 1.0)
          .containsEntry("cachemissrate", 10.0)
          .containsEntry("evictedkeys", 0.0);
      assertThat(second.get("usedmemorypercentage")).isBetween(1.0, 99.0);
      assertThat(second.get("connectedclients")).isGreaterThanOrEqualTo(2);
      assertThat(second.get("serverLoad")).isBetween(0.0, 100.0);
      assertThat(values(sampler, facts)).containsEntry("cachehits", 0.0);

      cluster.hold(cluster.state().getFirst().name());
      assertThat(values(sampler, facts)).isEmpty();
    } finally {
      resources.shutdown(100, 2000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
  }

  private static CacheFacts facts(RedisCluster cluster) {
    return new CacheFacts(
        "cache",
        "koreacentral",
        "Premium",
        "P",
        2,
        "Succeeded",
        "7.0",
        Optional.of(1),
        0,
        List.of(),
        cluster.state().stream().map(n -> cluster.url(n.name())).toList(),
        1,
        true);
  }

  private static Map<String, Double> values(RedisSampler sampler, CacheFacts facts) {
    return sampler.sample(facts).stream().collect(Collectors.toMap(Sample::metric, Sample::value));
  }
}
