package io.pilothouse.serviceruntime.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.pilothouse.serviceruntime.data.PoolUse;

/**
 * The figures that one service instance reports, under the names that the documents scale and alert
 * on.
 *
 * @param requestsPerSecond requests taken, per second
 * @param activeConnections client connections open
 * @param queueLength requests taken that wait to be worked on
 * @param cacheHitRatio share of cache reads that a tier answered, 0 to 1
 * @param databaseConnectionPool the pools towards the database
 */
public record ServiceMetrics(
    @JsonProperty("requests_per_second") double requestsPerSecond,
    @JsonProperty("active_connections") int activeConnections,
    @JsonProperty("queue_length") int queueLength,
    @JsonProperty("cache_hit_ratio") double cacheHitRatio,
    @JsonProperty("database_connection_pool") PoolUse databaseConnectionPool) {}
