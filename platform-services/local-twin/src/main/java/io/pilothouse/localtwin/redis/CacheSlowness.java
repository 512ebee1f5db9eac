package io.pilothouse.localtwin.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redis processes that answer late: each is told again and again to let its clients wait ({@code
 * CLIENT PAUSE}), with short gaps in which it works off what has gathered. Replication and the
 * cluster's own gossip are not held up, so nobody is taken for lost. A pause ends by itself, so
 * that nothing is left to undo when this is closed.
 */
final class CacheSlowness implements RedisCluster.Disturbance {

  private static final Logger LOG = LoggerFactory.getLogger(CacheSlowness.class);
  private static final Duration GAP = Duration.ofMillis(20);

  private final RedisClient client;
  private final List<RedisURI> nodes;
  private final Duration delay;
  private final Map<RedisURI, StatefulRedisConnection<String, String>> connections =
      new ConcurrentHashMap<>();
  private final ScheduledExecutorService pauses =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cache-slowness").factory());

  CacheSlowness(RedisClient client, List<RedisURI> nodes, Duration delay) {
    this.client = client;
    this.nodes = List.copyOf(nodes);
    this.delay = delay;
    var unused =
        pauses.scheduleWithFixedDelay(
            this::pauseAll, 0, delay.plus(GAP).toMillis(), TimeUnit.MILLISECONDS);
  }

  private void pauseAll() {
    nodes.forEach(this::pause);
  }

  private void pause(RedisURI node) {
    try {
      var connection = connections.computeIfAbsent(node, client::connect);
      // Not waited for: while the last pause lasts, no answer comes.
      var unused = connection.async().clientPause(delay.toMillis());
    } catch (io.lettuce.core.RedisException e) {
      LOG.debug("redis port={} is not slowed down: {}", node.getPort(), e.getMessage());
    }
  }

  @Override
  public void close() {
    pauses.shutdownNow();
    connections.values().forEach(StatefulRedisConnection::close);
  }
}
