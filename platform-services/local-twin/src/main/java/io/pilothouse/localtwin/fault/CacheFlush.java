package io.pilothouse.localtwin.fault;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.pilothouse.localtwin.redis.RedisCluster;
import io.pilothouse.localtwin.redis.RedisRole;
import java.time.Duration;

/** FLUSHALL on every primary of a Redis cluster; the replicas follow. */
final class CacheFlush {
  private CacheFlush() {}

  static void of(RedisCluster cluster) {
    var client = RedisClient.create();
    try {
      for (var node : cluster.state()) {
        if (node.role() == RedisRole.PRIMARY && node.alive()) {
          flush(client, RedisURI.create(cluster.url(node.name())));
        }
      }
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  private static void flush(RedisClient client, RedisURI node) {
    node.setTimeout(Duration.ofSeconds(2));
    try (var connection = client.connect(node)) {
      connection.sync().flushall();
    } catch (RedisException e) {
      throw new IllegalStateException(
          "The Redis at port " + node.getPort() + " was not emptied: " + e.getMessage(), e);
    }
  }
}
