package io.pilothouse.sharedmodel.blueprint;

import java.time.Duration;
import java.util.Optional;

/**
 * A distributed cache: Azure Cache for Redis, Azure Managed Redis, or a pod.
 *
 * @param resourceName the Azure resource's name
 * @param deployment name of its Kubernetes workload, where it is a pod
 * @param zone availability zone of its primary
 * @param family and capacity as the document writes the size, such as {@code P2}
 * @param memoryGigabytes the size that the document states
 */
public record Cache(
    String id,
    String name,
    String resourceName,
    Optional<String> host,
    Optional<String> deployment,
    Optional<String> zone,
    int port,
    String tier,
    Optional<String> capacity,
    Optional<Double> memoryGigabytes,
    boolean clustering,
    int shards,
    int replicasPerShard,
    boolean zoneRedundant,
    Optional<Persistence> persistence,
    boolean authenticationRequired,
    boolean privateEndpoint,
    boolean geoReplication,
    Optional<String> subnet,
    Optional<Source> source)
    implements Component {
  /**
   * Persistence. @param snapshotInterval between RDB snapshots; @param appendOnlyFsync such as
   * everysec
   */
  public record Persistence(
      Optional<Duration> snapshotInterval,
      Optional<Integer> snapshotRetentionDays,
      boolean appendOnly,
      Optional<String> appendOnlyFsync,
      Optional<Source> source) {}
}
