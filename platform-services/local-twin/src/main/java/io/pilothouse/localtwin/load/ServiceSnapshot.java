package io.pilothouse.localtwin.load;

import io.pilothouse.serviceruntime.cache.CacheSnapshot;
import io.pilothouse.serviceruntime.cache.SharedTierHealth;
import io.pilothouse.serviceruntime.data.RoutingSnapshot;
import java.util.Optional;

/**
 * What one service did since the twin's start.
 *
 * @param readyPods pods that take requests now
 * @param requests requests made to it
 * @param failures requests that were not answered
 * @param cache reads by tier of all its pods, gone ones too
 * @param sharedTier whether Redis is used; empty for a system without a cache
 * @param database where its database work went
 */
public record ServiceSnapshot(
    String service,
    int readyPods,
    long requests,
    long failures,
    CacheSnapshot cache,
    Optional<SharedTierHealth> sharedTier,
    RoutingSnapshot database) {}
