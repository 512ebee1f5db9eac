package io.pilothouse.localtwin.redis;

import java.util.HashMap;
import java.util.Map;

/**
 * What a Redis process says of itself by {@code INFO}. Counts are since that process started.
 *
 * @param keyspaceHits reads that found their key
 * @param keyspaceMisses reads that did not
 * @param evictedKeys keys given up for {@code maxmemory}
 * @param expiredKeys keys given up for their time to live
 * @param usedBytes memory in use
 * @param maximumBytes {@code maxmemory}
 * @param connectedClients client connections, replicas' left out
 * @param operationsPerSecond as Redis measures it
 * @param keys keys held
 * @param linkUp on a replica, whether it is in step with its primary; true on a primary
 */
public record RedisFigures(
    RedisRole role,
    long keyspaceHits,
    long keyspaceMisses,
    long evictedKeys,
    long expiredKeys,
    long usedBytes,
    long maximumBytes,
    long connectedClients,
    long operationsPerSecond,
    long keys,
    boolean linkUp) {

  /** Reads the text that {@code INFO} answers. */
  static RedisFigures parse(String info) {
    Map<String, String> fields = new HashMap<>();
    info.lines()
        .filter(line -> line.indexOf(':') > 0)
        .forEach(line -> {
          int colon = line.indexOf(':');
          fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
        });
    return new RedisFigures(
        fields.getOrDefault("role", "").equals("master") ? RedisRole.PRIMARY : RedisRole.REPLICA,
        number(fields, "keyspace_hits"),
        number(fields, "keyspace_misses"),
        number(fields, "evicted_keys"),
        number(fields, "expired_keys"),
        number(fields, "used_memory"),
        number(fields, "maxmemory"),
        number(fields, "connected_clients"),
        number(fields, "instantaneous_ops_per_sec"),
        keys(fields.getOrDefault("db0", "keys=0")),
        !fields.containsKey("master_link_status") || "up".equals(fields.get("master_link_status")));
  }

  private static long number(Map<String, String> fields, String name) {
    var value = fields.getOrDefault(name, "");
    return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
  }

  /** From the form {@code keys=2,expires=1,avg_ttl=9}. */
  private static long keys(String database) {
    var first = database.substring(database.indexOf('=') + 1);
    int comma = first.indexOf(',');
    return Long.parseLong(comma < 0 ? first : first.substring(0, comma));
  }
}
