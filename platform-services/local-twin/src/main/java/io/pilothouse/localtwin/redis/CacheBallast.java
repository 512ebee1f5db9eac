package io.pilothouse.localtwin.redis;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody's large values that fill a cache to its limit and keep coming, so that Redis gives up
 * others for them. Closing it takes them away again.
 */
final class CacheBallast implements RedisCluster.Disturbance {

  private static final Logger LOG = LoggerFactory.getLogger(CacheBallast.class);
  private static final String PREFIX = "export:";
  private static final int VALUE_BYTES = 8 << 10;
  private static final Duration PERIOD = Duration.ofMillis(100);

  /** The whole cache is written over within about this time. */
  private static final Duration TURNOVER = Duration.ofSeconds(8);

  private static final long TIME_TO_LIVE_SECONDS = 3_600;
  private static final int REMOVED_AT_ONCE = 500;

  private final RedisClusterClient client;
  private final int valuesAPeriod;
  private final String value = "x".repeat(VALUE_BYTES);
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cache-ballast").factory());

  /** Used by the writer's thread only, as is {@link #written}. */
  private Optional<StatefulRedisClusterConnection<String, String>> connection = Optional.empty();

  private long written;

  CacheBallast(RedisClusterClient client, RedisClusterSpec spec) {
    this.client = client;
    long bytes = spec.maximumBytesPerShard() * spec.shards();
    this.valuesAPeriod =
        (int) Math.max(10, bytes / VALUE_BYTES / (TURNOVER.toMillis() / PERIOD.toMillis()));
    var unused =
        writer.scheduleWithFixedDelay(this::write, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private StatefulRedisClusterConnection<String, String> connection() {
    var open = connection.orElseGet(client::connect);
    connection = Optional.of(open);
    return open;
  }

  private void write() {
    try {
      var commands = connection().async();
      for (int i = 0; i < valuesAPeriod; i++) {
        var unused = commands.setex(PREFIX + written++, TIME_TO_LIVE_SECONDS, value);
      }
    } catch (RuntimeException e) {
      LOG.debug("ballast is not written: {}", e.toString());
    }
  }

  private void remove() {
    try {
      var commands = connection().sync();
      List<String> keys = commands.keys(PREFIX + "*");
      for (int from = 0; from < keys.size(); from += REMOVED_AT_ONCE) {
        var some = keys.subList(from, Math.min(keys.size(), from + REMOVED_AT_ONCE));
        var unused = commands.unlink(some.toArray(String[]::new));
      }
      LOG.info("redis ballast removed keys={}", keys.size());
    } catch (RuntimeException e) {
      LOG.warn("ballast stays until it expires: {}", e.toString());
    }
  }

  @Override
  public void close() {
    if (writer.isShutdown()) {
      return;
    }
    writer.execute(this::remove);
    writer.shutdown();
    try {
      if (!writer.awaitTermination(20, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.shutdown(0, 2, TimeUnit.SECONDS);
  }
}
