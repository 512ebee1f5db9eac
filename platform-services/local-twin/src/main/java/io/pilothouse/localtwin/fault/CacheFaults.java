package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.fault.Parameter.Type;
import io.pilothouse.localtwin.redis.RedisCluster;
import java.time.Duration;
import java.util.List;

/** What can go wrong with Redis caches. Each mending ends with a cache that is whole. */
final class CacheFaults {

  private static final Duration SLOW = Duration.ofMillis(250);
  private static final Parameter CACHE = Parameter.required("cache", Type.CACHE);

  /** Counted from 0; the first one if it is not said which. */
  private static final Parameter SHARD = Parameter.optional("shard", Type.COUNT);

  static final List<Fault> ALL =
      List.of(
          new Fault(
              "shard-kill",
              "The primary of a shard is killed; its replica is promoted.",
              List.of(CACHE, SHARD),
              CacheFaults::killPrimary),
          new Fault(
              "shard-down",
              "All processes of a shard are killed and stay down: its keys are gone.",
              List.of(CACHE, SHARD),
              CacheFaults::killShard),
          new Fault(
              "eviction",
              "Somebody's large values fill the cache to its limit, so that it evicts others.",
              List.of(CACHE),
              (twin, arguments) -> {
                var cache = new Declared(twin).cache(arguments);
                return cache.fill()::close;
              }),
          new Fault(
              "cache-slow",
              "Each process of the cache lets its clients wait, again and again.",
              List.of(CACHE, Parameter.optional("delay", Type.DURATION)),
              (twin, arguments) -> {
                var cache = new Declared(twin).cache(arguments);
                return cache.slowDown(arguments.duration("delay", SLOW))::close;
              }));

  private CacheFaults() {}

  private static Mending killPrimary(LocalTwin twin, FaultArguments arguments) {
    var cache = new Declared(twin).cache(arguments);
    cache.kill(cache.primary(shard(cache, arguments)).name());
    return cache::mend;
  }

  private static Mending killShard(LocalTwin twin, FaultArguments arguments) {
    var cache = new Declared(twin).cache(arguments);
    cache.killShard(shard(cache, arguments));
    return cache::mend;
  }

  private static int shard(RedisCluster cache, FaultArguments arguments) {
    int shard = arguments.count("shard", 0);
    if (shard < 0 || shard >= cache.spec().shards()) {
      throw new IllegalArgumentException(
          "'shard: %d' does not exist; %s has %d, counted from 0"
              .formatted(shard, cache.spec().name(), cache.spec().shards()));
    }
    return shard;
  }
}
