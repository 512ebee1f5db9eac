package io.pilothouse.localtwin.azure;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metrics that Monitor knows of each resource type, by "Supported metrics with Azure Monitor".
 * A metric that stands here without a source in the twin answers an empty time series, as one does
 * in Azure that was not emitted.
 */
final class MetricCatalog {
  /**
   * A metric.
   *
   * @param unit Monitor's word: Percent, Count, Seconds, Bytes…
   * @param primaryAggregation Average, Maximum or Total
   */
  record Metric(
      String name,
      String displayName,
      String unit,
      String primaryAggregation,
      List<String> dimensions) {}

  private static final Map<String, List<Metric>> BY_TYPE =
      Map.of(
          FlexibleServers.TYPE,
          List.of(
              metric("cpu_percent", "CPU percent", "Percent", "Average"),
              metric("memory_percent", "Memory percent", "Percent", "Average"),
              metric("storage_percent", "Storage percent", "Percent", "Average"),
              metric("iops", "IOPS", "Count", "Average"),
              metric("active_connections", "Active Connections", "Count", "Average"),
              metric("max_connections", "Max Connections", "Count", "Maximum"),
              metric("connections_failed", "Failed Connections", "Count", "Total"),
              metric("is_db_alive", "Database Is Alive", "Count", "Maximum"),
              metric(
                  "physical_replication_delay_in_seconds",
                  "Read Replica Lag",
                  "Seconds",
                  "Maximum"),
              metric(
                  "physical_replication_delay_in_bytes",
                  "Max Physical Replication Lag",
                  "Bytes",
                  "Maximum")),
          RedisCaches.TYPE,
          List.of(
              metric("cachehits", "Cache Hits", "Count", "Total"),
              metric("cachemisses", "Cache Misses", "Count", "Total"),
              metric("cachemissrate", "Cache Miss Rate", "Percent", "Average"),
              metric("usedmemorypercentage", "Used Memory Percentage", "Percent", "Maximum"),
              metric("connectedclients", "Connected Clients", "Count", "Maximum"),
              metric("evictedkeys", "Evicted Keys", "Count", "Total"),
              metric("serverLoad", "Server Load", "Percent", "Maximum"),
              metric("errors", "Errors", "Count", "Maximum")),
          BrokerSampler.NAMESPACES,
          List.of(
              ofEntity("ActiveMessages", "Count of active messages in a Queue/Topic.", "Average"),
              ofEntity(
                  "DeadletteredMessages",
                  "Count of dead-lettered messages in a Queue/Topic.",
                  "Average"),
              ofEntity(
                  "ScheduledMessages", "Count of scheduled messages in a Queue/Topic.", "Average"),
              ofEntity("Messages", "Count of messages in a Queue/Topic.", "Average"),
              metric("Size", "Size", "Bytes", "Average", "EntityName"),
              ofEntity("IncomingMessages", "Incoming Messages", "Total"),
              ofEntity("OutgoingMessages", "Outgoing Messages", "Total"),
              ofEntity("CompleteMessage", "Completed Messages", "Total"),
              metric("ActiveConnections", "ActiveConnections", "Count", "Total")),
          ManagedClusters.TYPE,
          List.of(
              metric(
                  "node_cpu_usage_percentage",
                  "CPU Usage Percentage",
                  "Percent",
                  "Average",
                  "node",
                  "nodepool"),
              metric(
                  "node_memory_working_set_percentage",
                  "Memory Working Set Percentage",
                  "Percent",
                  "Average",
                  "node",
                  "nodepool"),
              metric(
                  "kube_pod_status_phase", "Number of pods by phase", "Count", "Average", "phase")),
          "Microsoft.Network/applicationGateways",
          List.of(
              metric("TotalRequests", "Total Requests", "Count", "Total"),
              metric("FailedRequests", "Failed Requests", "Count", "Total"),
              metric(
                  "ApplicationGatewayTotalTime",
                  "Application Gateway Total Time",
                  "MilliSeconds",
                  "Average"),
              metric("HealthyHostCount", "Healthy Host Count", "Count", "Average"),
              metric("UnhealthyHostCount", "Unhealthy Host Count", "Count", "Average")));

  private MetricCatalog() {}

  /** The type as the catalog spells it; empty for one without metrics. */
  static Optional<String> canonical(String type) {
    return BY_TYPE.keySet().stream().filter(t -> t.equalsIgnoreCase(type)).findFirst();
  }

  /** A metric that the system itself sends, under a name of its own. */
  static Metric custom(String name) {
    return new Metric(name, name, "Unspecified", "Average", List.of());
  }

  static List<Metric> of(String type) {
    return BY_TYPE.getOrDefault(type, List.of());
  }

  static Optional<Metric> find(String type, String name) {
    return of(type).stream().filter(m -> m.name().equalsIgnoreCase(name)).findFirst();
  }

  private static Metric ofEntity(String name, String display, String aggregation) {
    return metric(name, display, "Count", aggregation, "EntityName");
  }

  private static Metric metric(
      String name, String display, String unit, String aggregation, String... dimensions) {
    return new Metric(name, display, unit, aggregation, List.of(dimensions));
  }
}
