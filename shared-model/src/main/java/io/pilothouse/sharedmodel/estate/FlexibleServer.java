package io.pilothouse.sharedmodel.estate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;

/**
 * An Azure Database for PostgreSQL Flexible Server as resource manager reports it.
 *
 * @param state Ready, Updating, Restarting, Stopped, Inaccessible… in resource manager's words
 * @param highAvailabilityState Healthy, FailingOver, ReplicatingData… in resource manager's words
 * @param replicationRole Primary, AsyncReplica, GeoAsyncReplica or None
 * @param sourceServer id of the server that it replicates
 * @param storage what else its storage is like
 * @param network how it is reached
 * @param maintenance when Azure may maintain it; absent where Azure chooses
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
    Optional<Instant> earliestRestore,
    Storage storage,
    Network network,
    Optional<MaintenanceWindow> maintenance,
    Map<String, String> tags)
    implements Resource {
  public FlexibleServer {
    tags = Map.copyOf(tags);
  }

  /** One of which availability is known, and not how it is configured beside. */
  public FlexibleServer(
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
      Optional<Instant> earliestRestore) {
    this(
        id,
        name,
        resourceGroup,
        location,
        state,
        version,
        sku,
        tier,
        host,
        zone,
        highAvailabilityMode,
        highAvailabilityState,
        standbyZone,
        replicationRole,
        sourceServer,
        storageGigabytes,
        backupRetentionDays,
        geoRedundantBackup,
        earliestRestore,
        Storage.UNKNOWN,
        Network.UNKNOWN,
        Optional.empty(),
        Map.of());
  }

  /**
   * What its storage is like beside its size.
   *
   * @param tier such as P15
   * @param autoGrow whether Azure enlarges it before it is full
   */
  public record Storage(Optional<Integer> iops, Optional<String> tier, Optional<Boolean> autoGrow) {
    /** One of which nothing is known. */
    public static final Storage UNKNOWN =
        new Storage(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * How it is reached: by a subnet of its own, or by a public or private endpoint; never both.
   *
   * @param publicAccess Enabled or Disabled
   * @param delegatedSubnet id of the subnet that it is injected into
   * @param privateDnsZone id of the zone that its name stands in
   */
  public record Network(
      Optional<String> publicAccess,
      Optional<ResourceId> delegatedSubnet,
      Optional<ResourceId> privateDnsZone) {
    /** One of which nothing is known. */
    public static final Network UNKNOWN =
        new Network(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** When Azure may maintain it, in UTC, for an hour. */
  public record MaintenanceWindow(DayOfWeek day, LocalTime start) {}

  /** Whether it replicates another server. */
  public boolean replica() {
    return replicationRole.map(r -> r.endsWith("Replica")).orElse(false);
  }
}
