package io.pilothouse.localtwin.redis;

import java.time.Duration;
import java.util.Optional;

/**
 * A Redis cluster as its creator asked for it.
 *
 * @param name the cache's resource name
 * @param shards primaries, each with its share of the 16,384 slots; from three on, the cluster
 *     itself promotes a replica of a lost primary
 * @param replicasPerShard replicas of each primary
 * @param maximumBytesPerShard {@code maxmemory} of each process
 * @param evictionPolicy {@code maxmemory-policy}; Azure's own default is {@code volatile-lru}
 * @param snapshotInterval how often an RDB snapshot is written, when anything changed; absent for
 *     never
 * @param appendOnlyFsync {@code appendfsync} of the append-only file; absent for no such file
 */
public record RedisClusterSpec(
    String name,
    int shards,
    int replicasPerShard,
    long maximumBytesPerShard,
    String evictionPolicy,
    Optional<Duration> snapshotInterval,
    Optional<String> appendOnlyFsync) {

  public RedisClusterSpec {
    if (shards < 1 || shards > 30) {
      throw new IllegalArgumentException("shards of " + name + ": 1 to 30, got " + shards);
    }
    if (replicasPerShard < 0 || replicasPerShard > 3) {
      throw new IllegalArgumentException(
          "replicasPerShard of " + name + ": 0 to 3, got " + replicasPerShard);
    }
  }

  /** All processes. */
  int nodes() {
    return shards * (1 + replicasPerShard);
  }
}
