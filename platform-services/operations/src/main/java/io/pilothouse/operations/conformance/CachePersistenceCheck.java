package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.RedisCache;
import java.util.Optional;

/** What a cache keeps over a restart, and whether it replicates to another region. */
final class CachePersistenceCheck implements Check<Cache, RedisCache> {
  @Override
  public void check(Cache declared, Observed<RedisCache> live, LiveSide side, Comparison say) {
    Optional<RedisCache.Persistence> actual = live.value().persistence();
    if (declared.persistence().isPresent()) {
      Cache.Persistence wanted = declared.persistence().get();
      Comparison here = say.at(wanted.source());
      here.equal(
          "persistence.appendOnly",
          Value.of(wanted.appendOnly()),
          actual.map(a -> Value.of(a.appendOnly())),
          "properties.redisConfiguration.aof-backup-enabled");
      wanted
          .snapshotInterval()
          .ifPresent(i -> {
            Value interval = Value.of(i);
            String seen = "properties.redisConfiguration.rdb-backup-frequency";
            if (actual.isPresent() && !actual.get().snapshots()) {
              here.absent("persistence.snapshotInterval", "", interval, seen);
            } else {
              here.equal(
                  "persistence.snapshotInterval",
                  interval,
                  actual.flatMap(a -> a.snapshotInterval()).map(Value::of),
                  seen);
            }
          });
    } else {
      actual
          .filter(a -> a.snapshots() || a.appendOnly())
          .ifPresent(a ->
              say.undeclared(
                  "persistence",
                  "",
                  Value.word(a.appendOnly() ? "AOF" : "RDB"),
                  "properties.redisConfiguration"));
    }
  }
}
