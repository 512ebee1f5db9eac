package io.pilothouse.localtwin.landscape;

import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.Locale;
import java.util.Optional;

/**
 * What a document's alert rule watches, in Azure Monitor's terms. The rule keeps the document's
 * threshold, so a metric that Monitor has in another unit, or has not at all, is a custom one under
 * the document's own name, in the document's unit.
 *
 * @param type of the resource that it is of
 * @param resource its name
 * @param namespace the type for a metric of the platform, {@code custom} otherwise
 * @param aggregation over the rule's window
 * @param subject what it is about
 */
public record AlertMetric(
    String type,
    String resource,
    String namespace,
    String name,
    String aggregation,
    Subject subject) {
  private static final String SERVERS = "Microsoft.DBforPostgreSQL/flexibleServers";
  private static final String CACHES = "Microsoft.Cache/redis";
  private static final String CLUSTERS = "Microsoft.ContainerService/managedClusters";

  /** What a metric counts, where the platform does not count it itself. */
  public enum Subject {
    /** The platform's own metric, which it records by itself. */
    PLATFORM,
    /** Share of the requests of the last seconds that failed, in percent. */
    FAILED_REQUESTS,
    /** Mean response time of the services, in the rule's unit. */
    RESPONSE_TIME,
    /** Containers that were started again. */
    RESTARTS,
    /** 100 while the first server takes connections, else 0. */
    AVAILABILITY,
    /** What the pods expose under the document's name, if they do; their mean. */
    OTHER
  }

  /** Whether it is recorded under the document's own name and unit. */
  public boolean custom() {
    return namespace.equals("custom");
  }

  public static AlertMetric of(AlertRule rule, Blueprint blueprint) {
    String metric = rule.metric().toLowerCase(Locale.ROOT).strip();
    Optional<String> server =
        blueprint.databaseServers().stream().findFirst().map(s -> s.resourceName());
    Optional<String> cache = blueprint.caches().stream().findFirst().map(c -> c.resourceName());
    String cluster = blueprint.cluster().resourceName().orElse("aks-" + blueprint.system());
    // A document that names no node pool is about its database server.
    boolean ofServer = blueprint.cluster().nodePools().isEmpty() && server.isPresent();
    Optional<AlertMetric> known =
        switch (metric) {
          case "replication_lag", "replica_lag", "복제 지연" ->
              server.map(
                  s -> platform(SERVERS, s, "physical_replication_delay_in_seconds", "Maximum"));
          case "active_connections", "connection_count", "활성 연결 수" ->
              server.map(s -> platform(SERVERS, s, "active_connections", "Average"));
          case "storage_usage", "storage_percent", "스토리지 사용률" ->
              server.map(s -> platform(SERVERS, s, "storage_percent", "Average"));
          case "cache_hit_ratio", "cache_miss_rate" ->
              cache.map(c -> platform(CACHES, c, "cachemissrate", "Average"));
          case "cpu_utilization", "cpu_usage", "cpu 사용률" ->
              Optional.of(
                  ofServer
                      ? platform(SERVERS, server.orElseThrow(), "cpu_percent", "Average")
                      : platform(CLUSTERS, cluster, "node_cpu_usage_percentage", "Average"));
          case "memory_utilization", "memory_usage", "메모리 사용률" ->
              Optional.of(
                  ofServer
                      ? platform(SERVERS, server.orElseThrow(), "memory_percent", "Average")
                      : platform(
                          CLUSTERS, cluster, "node_memory_working_set_percentage", "Average"));
          case "서버 가용성", "availability" ->
              server.map(s -> custom(SERVERS, s, rule, "Average", Subject.AVAILABILITY));
          case "failed_requests", "error_rate" ->
              Optional.of(custom(CLUSTERS, cluster, rule, "Average", Subject.FAILED_REQUESTS));
          case "avg_response_time", "response_time", "평균 응답시간" ->
              Optional.of(custom(CLUSTERS, cluster, rule, "Average", Subject.RESPONSE_TIME));
          case "pod_restarts" ->
              Optional.of(custom(CLUSTERS, cluster, rule, "Total", Subject.RESTARTS));
          default -> Optional.empty();
        };
    return known.orElseGet(() -> custom(CLUSTERS, cluster, rule, "Average", Subject.OTHER));
  }

  private static AlertMetric platform(
      String type, String resource, String metric, String aggregation) {
    return new AlertMetric(type, resource, type, metric, aggregation, Subject.PLATFORM);
  }

  private static AlertMetric custom(
      String type, String resource, AlertRule rule, String aggregation, Subject subject) {
    return new AlertMetric(type, resource, "custom", rule.metric(), aggregation, subject);
  }
}
