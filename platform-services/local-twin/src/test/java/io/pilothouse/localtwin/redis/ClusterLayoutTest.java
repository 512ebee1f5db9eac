package io.pilothouse.localtwin.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterLayoutTest {

  private static final RedisClusterSpec SPEC =
      new RedisClusterSpec(
          "cache",
          3,
          1,
          1_000_000,
          "volatile-lru",
          Optional.of(Duration.ofHours(1)),
          Optional.of("everysec"));

  private final ClusterLayout layout =
      ClusterLayout.of(
          SPEC,
          "secret",
          IntStream.range(7000, 7012).boxed().toList(),
          List.of("a1", "a2", "a3", "b1", "b2", "b3"));

  @Test
  void servesEverySlotOnce() {
    assertThat(layout.nodesFile(layout.places().getFirst()))
        .contains("connected 0-5460\n", "connected 5461-10921\n", "connected 10922-16383\n");
  }

  @Test
  void givesEachShardAReplicaAndEachProcessItsOwnView() {
    var replica = layout.places().get(4);

    assertThat(replica.name()).isEqualTo("cache-shard-1-node-1");
    assertThat(layout.nodesFile(replica).lines())
        .contains(
            "a2 127.0.0.1:7002@7003 master - 0 0 2 connected 5461-10921",
            "b2 127.0.0.1:7008@7009 myself,slave a2 0 0 2 connected")
        .hasSize(7);
  }

  @Test
  void configuresWhatTheSpecSays() {
    assertThat(layout.configuration(layout.places().getFirst(), Path.of("/run/x")).lines())
        .contains(
            "bind 127.0.0.1",
            "port 7000",
            "requirepass secret",
            "masterauth secret",
            "maxmemory 1000000",
            "maxmemory-policy volatile-lru",
            "save 3600 1",
            "appendonly yes",
            "appendfsync everysec");
  }

  @Test
  void writesNothingToDiskWhenNothingIsToPersist() {
    var volatileOnly =
        ClusterLayout.of(
            new RedisClusterSpec("c", 1, 0, 1, "noeviction", Optional.empty(), Optional.empty()),
            "secret",
            List.of(1, 2),
            List.of("a1"));
    assertThat(volatileOnly.configuration(volatileOnly.places().getFirst(), Path.of("/x")).lines())
        .contains("save \"\"", "appendonly no");
  }
}
