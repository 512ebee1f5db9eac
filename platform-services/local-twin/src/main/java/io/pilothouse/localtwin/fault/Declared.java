package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.redis.RedisCluster;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.util.List;

/** What a fault's arguments name in a twin's blueprint, as the processes that stand for it. */
record Declared(LocalTwin twin) {

  /** A read replica: its resource name and the server that it follows. */
  record Replica(String name, FlexibleServer source) {}

  FlexibleServer server(FaultArguments arguments) {
    return twin.postgres(
        named(twin.blueprint().databaseServers(), arguments.text("server"), "database server")
            .resourceName());
  }

  Replica replica(String id) {
    for (DatabaseServer server : twin.blueprint().databaseServers()) {
      for (DatabaseServer.Replica replica : server.replicas()) {
        if (replica.id().equals(id)) {
          return new Replica(replica.resourceName(), twin.postgres(server.resourceName()));
        }
      }
    }
    throw absent(
        "read replica",
        id,
        twin.blueprint().databaseServers().stream()
            .flatMap(server -> server.replicas().stream())
            .toList());
  }

  RedisCluster cache(FaultArguments arguments) {
    Cache cache = named(twin.blueprint().caches(), arguments.text("cache"), "cache");
    return twin.redis(cache.resourceName());
  }

  private static <T extends Component> T named(List<T> all, String id, String what) {
    return all.stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> absent(what, id, all));
  }

  private static IllegalArgumentException absent(
      String what, String id, List<? extends Component> all) {
    return new IllegalArgumentException(
        "there is no %s '%s'; the blueprint has %s"
            .formatted(what, id, all.stream().map(Component::id).toList()));
  }
}
