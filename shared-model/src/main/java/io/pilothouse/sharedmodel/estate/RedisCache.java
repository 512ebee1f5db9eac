package io.pilothouse.sharedmodel.estate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Azure Cache for Redis as resource manager reports it.
 *
 * @param capacity size within its family: 2 of P2
 * @param shards absent when it is not clustered
 * @param family C or P
 * @param plainPort whether it also listens without TLS
 * @param persistence absent where Azure does not say
 * @param links ids of the caches that it replicates to or from
 * @param subnet id of the subnet that it is injected into
 * @param publicAccess Enabled or Disabled
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
    List<String> zones,
    Optional<String> family,
    Optional<String> minimumTlsVersion,
    Optional<Boolean> plainPort,
    Optional<Persistence> persistence,
    List<ResourceId> links,
    Optional<ResourceId> subnet,
    Optional<String> publicAccess,
    Map<String, String> tags)
    implements Resource {
  public RedisCache {
    zones = List.copyOf(zones);
    links = List.copyOf(links);
    tags = Map.copyOf(tags);
  }

  /** One of which the size is known, and not how it is configured beside. */
  public RedisCache(
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
      List<String> zones) {
    this(
        id,
        name,
        resourceGroup,
        location,
        provisioningState,
        sku,
        capacity,
        host,
        sslPort,
        shards,
        replicasPerPrimary,
        redisVersion,
        zones,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /**
   * What it keeps over a restart.
   *
   * @param snapshots whether it takes RDB snapshots
   * @param snapshotInterval between two of them
   * @param snapshotsKept how many are kept
   * @param appendOnly whether it writes an append-only file
   */
  public record Persistence(
      boolean snapshots,
      Optional<Duration> snapshotInterval,
      Optional<Integer> snapshotsKept,
      boolean appendOnly) {}
}
