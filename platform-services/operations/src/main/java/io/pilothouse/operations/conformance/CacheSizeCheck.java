package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.RedisCache;
import java.util.Optional;

/** Tier, size, shards, replicas, zones and port of a cache. */
final class CacheSizeCheck implements Check<Cache, RedisCache> {
  @Override
  public void check(Cache declared, Observed<RedisCache> live, LiveSide side, Comparison say) {
    RedisCache cache = live.value();
    say.equal(
        "tier",
        Value.word(declared.tier()),
        Optional.of(Value.word(cache.sku())),
        "properties.sku.name");
    say.equal(
        "capacity",
        declared.capacity().map(Value::word),
        cache.family().flatMap(f -> cache.capacity().map(c -> Value.word(f + c))),
        "properties.sku.capacity");
    if (declared.clustering()) {
      say.equal(
          "shards",
          Value.of(declared.shards()),
          Optional.of(Value.of(cache.shards().orElse(1))),
          "properties.shardCount");
    }
    if (declared.replicasPerShard() > 0) {
      say.equal(
          "replicasPerShard",
          Value.of(declared.replicasPerShard()),
          cache.replicasPerPrimary().map(Value::of),
          "properties.replicasPerPrimary");
    }
    say.equal(
        "zoneRedundant",
        Value.of(declared.zoneRedundant()),
        Optional.of(Value.of(cache.zones().size() > 1)),
        "zones");
    say.equal(
        "port", Value.of(declared.port()), cache.sslPort().map(Value::of), "properties.sslPort");
  }
}
