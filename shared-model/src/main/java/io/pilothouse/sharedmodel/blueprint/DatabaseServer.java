package io.pilothouse.sharedmodel.blueprint;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL Flexible Server with its standby and read replicas.
 *
 * @param resourceName the Azure resource's name: the first label of its host name
 * @param version major version; absent where the document is silent
 * @param storageGigabytes provisioned storage
 * @param highAvailability ZoneRedundant, SameZone or Disabled
 * @param subnet id of its subnet
 */
public record DatabaseServer(
    String id,
    String name,
    String resourceName,
    Optional<String> host,
    int port,
    Optional<String> version,
    String tier,
    String sku,
    int storageGigabytes,
    String location,
    Optional<String> zone,
    String highAvailability,
    Optional<String> standbyZone,
    List<Replica> replicas,
    List<Database> databases,
    Optional<Backup> backup,
    Optional<String> minimumTlsVersion,
    boolean privateEndpoint,
    Optional<String> firewall,
    Optional<Integer> maxConnections,
    Optional<ReplicationObjective> replication,
    Optional<String> subnet,
    Optional<Source> source)
    implements Component {
  public DatabaseServer {
    replicas = Lists.orEmpty(replicas);
    databases = Lists.orEmpty(databases);
  }

  /** An asynchronous read replica. @param location its region, such as {@code koreasouth} */
  public record Replica(
      String id,
      String name,
      String resourceName,
      String location,
      Optional<String> zone,
      String tier,
      String sku,
      Optional<String> purpose,
      Optional<Source> source)
      implements Component {}

  /** One database on the server. @param service id of the service that owns it */
  public record Database(String name, Optional<String> service) {}

  /** Backup policy. */
  public record Backup(
      int retentionDays,
      boolean geoRedundant,
      Optional<String> targetRegion,
      boolean pointInTimeRestore,
      Optional<Duration> granularity,
      Optional<String> schedule,
      Optional<String> encryption,
      Optional<Source> source) {}

  /**
   * What is promised of replication. @param maximumLag above it a replica is not used; @param
   * failoverTime automatic failover ends within it
   */
  public record ReplicationObjective(
      Optional<Duration> maximumLag,
      Optional<Duration> failoverTime,
      boolean automaticFailover,
      Optional<Source> source) {}
}
