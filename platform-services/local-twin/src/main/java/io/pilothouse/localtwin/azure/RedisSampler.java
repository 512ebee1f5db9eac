package io.pilothouse.localtwin.azure;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Samples one cache's metrics from the {@code INFO} of its Redis processes. Counts are differences
 * between two readings of one process; a process that restarted starts anew. Used by one thread at
 * a time.
 */
final class RedisSampler implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** The figures of one process at one moment. */
  private record Reading(
      Instant at,
      String runId,
      long hits,
      long misses,
      long evicted,
      double processorSeconds,
      long clients,
      double usedBytes,
      double maximumBytes) {}

  private final Clock clock;
  private final Map<String, StatefulRedisConnection<String, String>> connections = new HashMap<>();
  private final Map<String, Reading> before = new HashMap<>();
  private final RedisClient client = RedisClient.create();

  RedisSampler(Clock clock) {
    this.clock = clock;
  }

  synchronized List<Sample> sample(CacheFacts cache) {
    long hits = 0;
    long misses = 0;
    long evicted = 0;
    long clients = 0;
    double load = 0;
    double memory = 0;
    boolean answered = false;
    boolean counted = false;
    for (String node : cache.nodes()) {
      Optional<Reading> read = read(node);
      if (read.isEmpty()) {
        continue;
      }
      Reading now = read.get();
      answered = true;
      clients += now.clients();
      memory = Math.max(memory, 100 * now.usedBytes() / limit(now, cache));
      Reading last = before.put(node, now);
      if (last != null && last.runId().equals(now.runId())) {
        counted = true;
        hits += now.hits() - last.hits();
        misses += now.misses() - last.misses();
        evicted += now.evicted() - last.evicted();
        double elapsed = Math.max(1, Duration.between(last.at(), now.at()).toMillis()) / 1000.0;
        double used = (now.processorSeconds() - last.processorSeconds()) / elapsed;
        load = Math.max(load, Math.clamp(100 * used, 0, 100));
      }
    }
    var samples = new ArrayList<Sample>();
    if (answered) {
      samples.add(Sample.of("connectedclients", clients));
      samples.add(Sample.of("usedmemorypercentage", memory));
    }
    if (counted) {
      samples.add(Sample.of("cachehits", hits));
      samples.add(Sample.of("cachemisses", misses));
      samples.add(Sample.of("evictedkeys", evicted));
      samples.add(Sample.of("serverLoad", load));
      if (hits + misses > 0) {
        samples.add(Sample.of("cachemissrate", 100.0 * misses / (hits + misses)));
      }
    }
    return samples;
  }

  /** Redis's own limit; where it has none, the size's by "Azure Cache for Redis pricing". */
  private static double limit(Reading reading, CacheFacts cache) {
    if (reading.maximumBytes() > 0) {
      return reading.maximumBytes();
    }
    double[] premium = {0, 6, 13, 26, 53, 120};
    double[] basic = {0.25, 1, 2.5, 6, 13, 26, 53};
    double[] sizes = cache.skuFamily().equalsIgnoreCase("P") ? premium : basic;
    return sizes[Math.clamp(cache.capacity(), 0, sizes.length - 1)] * (1L << 30);
  }

  private Optional<Reading> read(String node) {
    try {
      StatefulRedisConnection<String, String> connection =
          connections.computeIfAbsent(node, this::connect);
      Map<String, String> info = parse(connection.sync().info());
      return Optional.of(
          new Reading(
              clock.instant(),
              info.getOrDefault("run_id", ""),
              whole(info, "keyspace_hits"),
              whole(info, "keyspace_misses"),
              whole(info, "evicted_keys"),
              number(info, "used_cpu_sys_main_thread") + number(info, "used_cpu_user_main_thread"),
              whole(info, "connected_clients"),
              number(info, "used_memory"),
              number(info, "maxmemory")));
    } catch (RedisException e) {
      before.remove(node);
      StatefulRedisConnection<String, String> broken = connections.remove(node);
      if (broken != null) {
        broken.closeAsync().exceptionally(ignored -> null);
      }
      return Optional.empty();
    }
  }

  private StatefulRedisConnection<String, String> connect(String node) {
    RedisURI uri = RedisURI.create(node);
    uri.setTimeout(TIMEOUT);
    uri.setClientName("azure-monitor");
    return client.connect(uri);
  }

  private static Map<String, String> parse(String info) {
    Map<String, String> values = new HashMap<>();
    info.lines()
        .filter(l -> !l.startsWith("#") && l.contains(":"))
        .forEach(l -> values.put(l.substring(0, l.indexOf(':')), l.substring(l.indexOf(':') + 1)));
    return values;
  }

  private static long whole(Map<String, String> info, String name) {
    return (long) number(info, name);
  }

  private static double number(Map<String, String> info, String name) {
    return Double.parseDouble(info.getOrDefault(name, "0").trim());
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
  }
}
