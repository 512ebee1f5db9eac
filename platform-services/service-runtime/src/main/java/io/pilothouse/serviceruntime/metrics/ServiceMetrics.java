package io.pilothouse.serviceruntime.metrics;

import com.fasterxml.jackson.annotation.JsonValue;
import io.pilothouse.serviceruntime.cache.TierCounts;
import io.pilothouse.serviceruntime.data.PoolUse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The figures that one service instance reports, all counted, of the last seconds where they are
 * rates, shares or averages.
 *
 * @param requestsPerSecond requests taken, per second
 * @param failedShare requests that failed, of all, 0 to 1
 * @param responseTime of the answered requests on average; empty when there was none
 * @param activeConnections client connections open
 * @param queueLength requests taken that wait to be worked on
 * @param cacheReads by pattern; empty without a cache
 * @param pools towards the database, by server
 * @param replicaReads share of the database reads that a replica answered, 0 to 1; empty without
 *     replicas or reads
 * @param externals by external system
 * @param dependencyErrors per second, by {@code KIND_COMPONENT}
 */
public record ServiceMetrics(
    double requestsPerSecond,
    double failedShare,
    Optional<Duration> responseTime,
    int activeConnections,
    int queueLength,
    Map<String, TierCounts> cacheReads,
    Map<String, PoolUse> pools,
    OptionalDouble replicaReads,
    Map<String, ExternalFigures> externals,
    Map<String, Double> dependencyErrors) {

  public ServiceMetrics {
    cacheReads = Map.copyOf(cacheReads);
    pools = Map.copyOf(pools);
    externals = Map.copyOf(externals);
    dependencyErrors = Map.copyOf(dependencyErrors);
  }

  /**
   * The figures under the names that the documents scale and alert on: shares of requests and of a
   * pool in percent, times in milliseconds, hit ratios from 0 to 1. What nothing was counted for,
   * such as the hit ratio of a cache that nobody read, is absent.
   */
  @JsonValue
  public Map<String, Double> byName() {
    var values = new TreeMap<String, Double>();
    values.put("requests_per_second", requestsPerSecond);
    values.put("active_connections", (double) activeConnections);
    values.put("queue_length", (double) queueLength);
    values.put("failed_requests", 100 * failedShare);
    responseTime.ifPresent(time -> values.put("avg_response_time", millis(time)));
    putHitRatios(values);
    if (!pools.isEmpty()) {
      values.put("database_connection_pool", 100 * fullestPool());
      values.put(
          "database_connections_waiting",
          (double) pools.values().stream().mapToInt(PoolUse::waiting).sum());
    }
    replicaReads.ifPresent(share -> values.put("replica_read_ratio", share));
    externals.forEach((system, figures) -> {
      values.put("circuit_breaker_open_" + system, figures.open() ? 1.0 : 0.0);
      figures
          .responseTime()
          .ifPresent(time -> values.put("external_response_time_" + system, millis(time)));
    });
    dependencyErrors.forEach((what, rate) -> values.put("dependency_errors_" + what, rate));
    return values;
  }

  private void putHitRatios(Map<String, Double> values) {
    var all = cacheReads.values().stream().reduce(TierCounts.NONE, TierCounts::plus);
    if (all.reads() == 0) {
      return;
    }
    values.put("cache_hit_ratio", all.hitRatio());
    values.put("cache_hit_ratio_local", (double) all.localHits() / all.reads());
    long asked = all.sharedHits() + all.loads();
    if (asked > 0) {
      values.put("cache_hit_ratio_shared", (double) all.sharedHits() / asked);
    }
    cacheReads.forEach((pattern, counts) -> {
      if (counts.reads() > 0) {
        values.put("cache_hit_ratio_" + pattern, counts.hitRatio());
      }
    });
  }

  /** The pool in which the least is left, since work waits for that one. */
  private double fullestPool() {
    return pools.values().stream()
        .mapToDouble(pool -> pool.maximum() == 0 ? 0 : (double) pool.active() / pool.maximum())
        .max()
        .orElse(0);
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}
