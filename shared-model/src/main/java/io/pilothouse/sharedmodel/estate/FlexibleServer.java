package io.pilothouse.sharedmodel.estate;

import java.time.Instant;
import java.util.Optional;

/**
 * An Azure Database for PostgreSQL Flexible Server as resource manager reports it.
 *
 * @param state Ready, Updating, Restarting, Stopped, Inaccessible… in resource manager's words
 * @param highAvailabilityState Healthy, FailingOver, ReplicatingData… in resource manager's words
 * @param replicationRole Primary, AsyncReplica, GeoAsyncReplica or None
 * @param sourceServer id of the server that it replicates
 */
public record FlexibleServer(
    ResourceId id,
    String name,
    String resourceGroup,
    String location,
    String state,
    Optional<String> version,
    Optional<String> sku,
    Optional<String> tier,
    Optional<String> host,
    Optional<String> zone,
    String highAvailabilityMode,
    Optional<String> highAvailabilityState,
    Optional<String> standbyZone,
    Optional<String> replicationRole,
    Optional<ResourceId> sourceServer,
    Optional<Integer> storageGigabytes,
    Optional<Integer> backupRetentionDays,
    Optional<Boolean> geoRedundantBackup,
    Optional<Instant> earliestRestore)
    implements Resource {
  /** Whether it replicates another server. */
  public boolean replica() {
    return replicationRole.map(r -> r.endsWith("Replica")).orElse(false);
  }
}
