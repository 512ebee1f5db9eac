package io.pilothouse.sharedmodel.blueprint;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL server with its standby and read replicas: a Flexible Server, or a pod.
 *
 * @param resourceName the Azure resource's name: the first label of its host name
 * @param deployment name of its Kubernetes workload, where it is a pod; then {@code tier} is Pod
 * @param version major version; absent where the document is silent
 * @param storageGigabytes provisioned storage
 * @param iops provisioned operations per second
 * @param networkAccess how it is connected, as the document writes it
 * @param reservedConnections of {@code maxConnections}, those kept for administration
 * @param highAvailability ZoneRedundant, SameZone or Disabled
 * @param subnet id of its subnet
 */
public record DatabaseServer(
    String id,
    String name,
    String resourceName,
    Optional<String> host,
    Optional<String> deployment,
    int port,
    Optional<String> version,
    String tier,
    String sku,
    int storageGigabytes,
    Optional<Boolean> storageAutogrow,
    Optional<Integer> iops,
    Optional<Integer> throughputMegabytesPerSecond,
    String location,
    Optional<String> zone,
    String highAvailability,
    Optional<String> standbyZone,
    List<Replica> replicas,
    List<Database> databases,
    Optional<Backup> backup,
    Optional<String> minimumTlsVersion,
    boolean privateEndpoint,
    Optional<String> networkAccess,
    Optional<String> firewall,
    Optional<Integer> maxConnections,
    Optional<Integer> reservedConnections,
    Optional<ConnectionPool> connectionPool,
    Optional<ReplicationObjective> replication,
    Optional<String> subnet,
    Optional<Source> source)
    implements Component {
  public DatabaseServer {
    replicas = Lists.orEmpty(replicas);
    databases = Lists.orEmpty(databases);
  }

  /**
   * An asynchronous read replica.
   *
   * @param location its region, such as {@code koreasouth}
   * @param promotable whether the document means to promote it when the primary's region is lost
   * @param promotionTime promotion ends within it
   * @param dataLoss data that a promotion may lose, as time
   */
  public record Replica(
      String id,
      String name,
      String resourceName,
      String location,
      Optional<String> zone,
      String tier,
      String sku,
      Optional<Integer> storageGigabytes,
      Optional<String> purpose,
      Optional<Boolean> promotable,
      Optional<Duration> promotionTime,
      Optional<Duration> dataLoss,
      Optional<Source> source)
      implements Component {}

  /** One database on the server. @param service id of the service that owns it */
  public record Database(String name, Optional<String> service) {}

  /**
   * The pool by which a service connects.
   *
   * @param technology such as HikariCP
   * @param maximumPoolSize most connections of one process
   * @param connectionTimeout a caller waits no longer for a connection
   * @param maximumLifetime a connection is renewed after it
   */
  public record ConnectionPool(
      String technology,
      Optional<Integer> maximumPoolSize,
      Optional<Integer> minimumIdle,
      Optional<Duration> connectionTimeout,
      Optional<Duration> idleTimeout,
      Optional<Duration> maximumLifetime,
      Optional<String> validationQuery,
      Optional<Source> source) {}

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
