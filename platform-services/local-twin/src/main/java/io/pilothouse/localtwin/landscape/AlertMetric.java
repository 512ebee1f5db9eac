package io.pilothouse.localtwin.landscape;

import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a document's alert rule watches, in Azure Monitor's terms. A metric that Monitor does not
 * have by that name is a custom one of the cluster, under the document's own name.
 */
record AlertMetric(String scope, String namespace, String name, String aggregation) {
  private static final String GATEWAYS = "Microsoft.Network/applicationGateways";
  private static final String SERVERS = "Microsoft.DBforPostgreSQL/flexibleServers";
  private static final String CACHES = "Microsoft.Cache/redis";
  private static final String CLUSTERS = "Microsoft.ContainerService/managedClusters";

  static AlertMetric of(AlertRule rule, Blueprint blueprint, ResourceNames names) {
    String metric = rule.metric().toLowerCase(Locale.ROOT);
    Optional<String> gateway =
        blueprint.entrance().flatMap(e -> e.applicationGateway()).map(g -> g.id());
    Optional<String> server =
        blueprint.databaseServers().stream().findFirst().map(s -> s.resourceName());
    Optional<String> cache = blueprint.caches().stream().findFirst().map(c -> c.resourceName());
    String cluster = blueprint.cluster().resourceName().orElse("aks-" + blueprint.system());
    Optional<AlertMetric> known =
        switch (metric) {
          case "failed_requests" -> gateway.map(on(names, GATEWAYS, "FailedRequests", "Total"));
          case "avg_response_time", "response_time" ->
              gateway.map(on(names, GATEWAYS, "ApplicationGatewayTotalTime", "Average"));
          case "replication_lag", "replica_lag" ->
              server.map(on(names, SERVERS, "physical_replication_delay_in_seconds", "Maximum"));
          case "active_connections", "connection_count" ->
              server.map(on(names, SERVERS, "active_connections", "Average"));
          case "storage_usage", "storage_percent" ->
              server.map(on(names, SERVERS, "storage_percent", "Average"));
          case "cache_hit_ratio", "cache_miss_rate" ->
              cache.map(on(names, CACHES, "cachemissrate", "Average"));
          case "cpu_utilization", "cpu_usage" ->
              Optional.of(cluster).map(on(names, CLUSTERS, "node_cpu_usage_percentage", "Average"));
          case "memory_utilization", "memory_usage" ->
              Optional.of(cluster)
                  .map(on(names, CLUSTERS, "node_memory_working_set_percentage", "Average"));
          default -> Optional.empty();
        };
    return known.orElseGet(
        () -> new AlertMetric(names.id(CLUSTERS, cluster), "custom", rule.metric(), "Average"));
  }

  private static Function<String, AlertMetric> on(
      ResourceNames names, String type, String metric, String aggregation) {
    return name -> new AlertMetric(names.id(type, name), type, metric, aggregation);
  }
}
