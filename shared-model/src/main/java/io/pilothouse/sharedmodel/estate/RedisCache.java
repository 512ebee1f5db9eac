package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Optional;

/**
 * An Azure Cache for Redis as resource manager reports it. @param shards absent when it is not
 * clustered
 */
public record RedisCache(
    ResourceId id,
    String name,
    String resourceGroup,
    String location,
    String provisioningState,
    String sku,
    Optional<Integer> capacity,
    Optional<String> host,
    Optional<Integer> sslPort,
    Optional<Integer> shards,
    Optional<Integer> replicasPerPrimary,
    Optional<String> redisVersion,
    List<String> zones)
    implements Resource {
  public RedisCache {
    zones = List.copyOf(zones);
  }
}
