package io.pilothouse.localtwin.azure;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a PostgreSQL Flexible Server is right now. A server with high availability is one resource:
 * its standby has no resource of its own, as in Azure.
 *
 * @param name the resource's name; with {@code .postgres.database.azure.com} its host name
 * @param location region in resource manager's spelling, such as {@code koreacentral}
 * @param version PostgreSQL's major version
 * @param skuName such as {@code Standard_D4s_v3}
 * @param skuTier Burstable, GeneralPurpose or MemoryOptimized
 * @param state resource manager's word as the processes are: Ready, Stopped, Inaccessible…; what an
 *     operation under way makes of it (Restarting, Updating) the endpoint adds itself
 * @param zone where the process that takes writes stands now; changes by a failover
 * @param highAvailabilityMode ZoneRedundant, SameZone or Disabled
 * @param highAvailabilityState Healthy while the standby streams, ReplicatingData while it catches
 *     up, NotEnabled without one
 * @param replicationRole Primary, AsyncReplica, GeoAsyncReplica or None
 * @param sourceServer name of the server that it replicates
 * @param createdAt when the server came to be
 * @param earliestRestore absent where the twin takes no backups
 * @param jdbcUrl administrator's data-plane address of the process that takes the server's
 *     connections now, {@code jdbc:postgresql://host:port/db?user=…&password=…}; the metrics are
 *     read through it; a secret; absent while there is none
 * @param storageBytes what the process may fill at the twin's scale, of which its use is a share;
 *     absent for {@code storageGigabytes}
 */
public record ServerFacts(
    String name,
    String location,
    String version,
    String skuName,
    String skuTier,
    int storageGigabytes,
    int backupRetentionDays,
    boolean geoRedundantBackup,
    String administratorLogin,
    String state,
    Optional<String> zone,
    String highAvailabilityMode,
    String highAvailabilityState,
    Optional<String> standbyZone,
    String replicationRole,
    Optional<String> sourceServer,
    Instant createdAt,
    Optional<Instant> earliestRestore,
    Optional<String> jdbcUrl,
    OptionalLong storageBytes) {

  /** A server whose storage is what the document says. */
  public ServerFacts(
      String name,
      String location,
      String version,
      String skuName,
      String skuTier,
      int storageGigabytes,
      int backupRetentionDays,
      boolean geoRedundantBackup,
      String administratorLogin,
      String state,
      Optional<String> zone,
      String highAvailabilityMode,
      String highAvailabilityState,
      Optional<String> standbyZone,
      String replicationRole,
      Optional<String> sourceServer,
      Instant createdAt,
      Optional<Instant> earliestRestore,
      Optional<String> jdbcUrl) {
    this(
        name,
        location,
        version,
        skuName,
        skuTier,
        storageGigabytes,
        backupRetentionDays,
        geoRedundantBackup,
        administratorLogin,
        state,
        zone,
        highAvailabilityMode,
        highAvailabilityState,
        standbyZone,
        replicationRole,
        sourceServer,
        createdAt,
        earliestRestore,
        jdbcUrl,
        OptionalLong.empty());
  }

  /** Whether it has a standby to fail over to. */
  public boolean highlyAvailable() {
    return !highAvailabilityMode.equalsIgnoreCase("Disabled");
  }

  @Override
  public String toString() {
    return "ServerFacts[" + name + " " + state + " " + replicationRole + "]";
  }
}
