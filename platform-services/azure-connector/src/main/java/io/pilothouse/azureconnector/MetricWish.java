package io.pilothouse.azureconnector;

import com.azure.monitor.query.models.AggregationType;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import java.util.List;
import java.util.Optional;

/**
 * A metric that is read, how its samples are put together, and the dimension that it is split by.
 * Names are those of "Supported metrics with Azure Monitor".
 */
record MetricWish(String metric, AggregationType aggregation, Optional<String> splitBy) {
  private static final List<MetricWish> POSTGRES =
      List.of(
          wish("cpu_percent", AggregationType.AVERAGE),
          wish("memory_percent", AggregationType.AVERAGE),
          wish("storage_percent", AggregationType.AVERAGE),
          wish("iops", AggregationType.AVERAGE),
          wish("active_connections", AggregationType.AVERAGE),
          wish("connections_failed", AggregationType.TOTAL),
          wish("is_db_alive", AggregationType.MAXIMUM),
          wish("physical_replication_delay_in_seconds", AggregationType.MAXIMUM),
          wish("physical_replication_delay_in_bytes", AggregationType.MAXIMUM));
  private static final List<MetricWish> REDIS =
      List.of(
          wish("cachehits", AggregationType.TOTAL),
          wish("cachemisses", AggregationType.TOTAL),
          wish("cachemissrate", AggregationType.AVERAGE),
          wish("usedmemorypercentage", AggregationType.MAXIMUM),
          wish("connectedclients", AggregationType.MAXIMUM),
          wish("evictedkeys", AggregationType.TOTAL),
          wish("serverLoad", AggregationType.MAXIMUM),
          wish("errors", AggregationType.MAXIMUM));
  private static final List<MetricWish> KUBERNETES =
      List.of(
          wish("node_cpu_usage_percentage", AggregationType.AVERAGE),
          wish("node_memory_working_set_percentage", AggregationType.AVERAGE),
          // Every sample is a count of pods, so the average of a minute is the number to show.
          new MetricWish("kube_pod_status_phase", AggregationType.AVERAGE, Optional.of("phase")));

  private static final Optional<String> ENTITY = Optional.of("EntityName");
  private static final List<MetricWish> MESSAGING =
      List.of(
          new MetricWish("ActiveMessages", AggregationType.AVERAGE, ENTITY),
          new MetricWish("DeadletteredMessages", AggregationType.AVERAGE, ENTITY),
          new MetricWish("IncomingMessages", AggregationType.TOTAL, ENTITY),
          new MetricWish("OutgoingMessages", AggregationType.TOTAL, ENTITY));

  private static MetricWish wish(String metric, AggregationType aggregation) {
    return new MetricWish(metric, aggregation, Optional.empty());
  }

  /** What is read of a resource of this kind. */
  static List<MetricWish> of(Resource resource) {
    return switch (resource) {
      case FlexibleServer server -> POSTGRES;
      case RedisCache cache -> REDIS;
      case ManagedCluster cluster -> KUBERNETES;
      case ServiceBusNamespace namespace -> MESSAGING;
      default -> List.of();
    };
  }

  /** Monitor's namespace of resources of this kind. */
  static String namespace(Resource resource) {
    return switch (resource) {
      case FlexibleServer server -> "Microsoft.DBforPostgreSQL/flexibleServers";
      case RedisCache cache -> "Microsoft.Cache/redis";
      case ManagedCluster cluster -> "Microsoft.ContainerService/managedClusters";
      case ServiceBusNamespace namespace -> "Microsoft.ServiceBus/namespaces";
      default -> "";
    };
  }

  /** The region by which the batch's host is named. */
  static String region(Resource resource) {
    return switch (resource) {
      case FlexibleServer server -> server.location();
      case RedisCache cache -> cache.location();
      case ManagedCluster cluster -> cluster.location();
      case ServiceBusNamespace namespace -> namespace.location();
      default -> "";
    };
  }

  /** The value of an interval, if it has one. */
  Optional<Double> value(com.azure.monitor.query.models.MetricValue of) {
    return Optional.ofNullable(
        switch (aggregation) {
          case AVERAGE -> of.getAverage();
          case MINIMUM -> of.getMinimum();
          case MAXIMUM -> of.getMaximum();
          case TOTAL -> of.getTotal();
          case COUNT -> of.getCount();
          case NONE -> of.getAverage();
        });
  }

  /** Whether an interval that is not over yet has a value that will still grow. */
  boolean growsWithin() {
    return aggregation == AggregationType.TOTAL || aggregation == AggregationType.COUNT;
  }
}
