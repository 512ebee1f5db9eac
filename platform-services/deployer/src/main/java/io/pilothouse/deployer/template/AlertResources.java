package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The document's alert rules, each as what Azure has for what it watches: a metric of the platform,
 * a query of the requests that Application Insights saw, or a rule of managed Prometheus.
 */
final class AlertResources {
  /** Windows that alerts on queries have from the shortest between two evaluations. */
  private static final List<Duration> QUERY_WINDOWS =
      Stream.of(5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440, 2880)
          .map(Duration::ofMinutes)
          .toList();

  private final Draft draft;
  private final ActionGroups groups;
  private final MetricAlerts metrics;
  private final Optional<String> workspace;
  private final boolean managedPrometheus;

  AlertResources(Draft draft, Optional<String> workspace, boolean managedPrometheus) {
    this.draft = draft;
    this.groups = new ActionGroups(draft);
    this.metrics = new MetricAlerts(draft, groups);
    this.workspace = workspace;
    this.managedPrometheus = managedPrometheus;
  }

  void write() {
    draft.blueprint().alertRules().forEach(this::write);
  }

  private void write(AlertRule rule) {
    Optional<String> server =
        server().map(s -> draft.id(ResourceType.DATABASE_SERVER, DatabaseResources.name(draft, s)));
    String cluster = ClusterResources.id(draft);
    // A document that names no node pool is about its database server.
    boolean ofServer = draft.blueprint().cluster().nodePools().isEmpty() && server.isPresent();
    switch (rule.metric().toLowerCase(Locale.ROOT).strip()) {
      case "replication_lag", "replica_lag", "복제 지연" -> lag(rule);
      case "active_connections", "connection_count", "활성 연결 수" ->
          metric(rule, server, "active_connections", "Average");
      case "storage_usage", "storage_percent", "스토리지 사용률" ->
          metric(rule, server, "storage_percent", "Average");
      case "cache_miss_rate" -> metric(rule, cache(), "cachemissrate", "Average");
      case "cache_hit_ratio" -> hits(rule);
      case "cpu_utilization", "cpu_usage", "cpu 사용률" ->
          metric(
              rule,
              ofServer ? server : Optional.of(cluster),
              ofServer ? "cpu_percent" : "node_cpu_usage_percentage",
              "Average");
      case "memory_utilization", "memory_usage", "메모리 사용률" ->
          metric(
              rule,
              ofServer ? server : Optional.of(cluster),
              ofServer ? "memory_percent" : "node_memory_working_set_percentage",
              "Average");
      case "서버 가용성", "availability" -> alive(rule, server);
      case "failed_requests", "error_rate" ->
          query(
              rule,
              "AppRequests | summarize Value = 100.0 * countif(Success == false) / count()"
                  + " by bin(TimeGenerated, 1m)",
              1);
      case "avg_response_time", "response_time", "평균 응답시간" ->
          query(
              rule,
              "AppRequests | summarize Value = avg(DurationMs) by bin(TimeGenerated, 1m)",
              rule.unit().toLowerCase(Locale.ROOT).startsWith("second") ? 1000 : 1);
      case "pod_restarts" -> restarts(rule, cluster);
      default -> unknown(rule);
    }
  }

  private Optional<DatabaseServer> server() {
    return draft.blueprint().databaseServers().stream()
        .filter(s -> s.deployment().isEmpty())
        .findFirst();
  }

  private Optional<String> cache() {
    return draft.blueprint().caches().stream()
        .filter(c -> c.deployment().isEmpty() && !CacheResources.managed(c))
        .findFirst()
        .map((Cache c) -> draft.id(ResourceType.CACHE, CacheResources.name(draft, c)));
  }

  private void unknown(AlertRule rule) {
    draft.correct(rule.id(), "metric", "-", "no-metric", rule.metric());
  }

  /** A replica measures how far it is behind; its source does not. */
  private void lag(AlertRule rule) {
    List<String> replicas =
        draft.blueprint().databaseServers().stream()
            .filter(s -> s.deployment().isEmpty())
            .flatMap(s -> s.replicas().stream())
            .map(r -> draft.id(ResourceType.DATABASE_SERVER, DatabaseResources.name(draft, r)))
            .toList();
    if (replicas.isEmpty()) {
      unknown(rule);
    } else {
      metrics.write(
          rule,
          replicas,
          "physical_replication_delay_in_seconds",
          "Maximum",
          operator(rule),
          rule.threshold());
    }
  }

  /** Azure measures what misses: the rest of a hundred. */
  private void hits(AlertRule rule) {
    boolean above = rule.comparison() == AlertRule.Comparison.ABOVE;
    metric(
        rule,
        cache(),
        "cachemissrate",
        "Average",
        above ? "LessThan" : "GreaterThan",
        100 - rule.threshold());
  }

  /** A server is up at 1; a document counts in percent. */
  private void alive(AlertRule rule, Optional<String> server) {
    metric(rule, server, "is_db_alive", "Maximum", "LessThan", 1);
  }

  private void metric(
      AlertRule rule, Optional<String> resource, String metric, String aggregation) {
    metric(rule, resource, metric, aggregation, operator(rule), rule.threshold());
  }

  private void metric(
      AlertRule rule,
      Optional<String> resource,
      String metric,
      String aggregation,
      String operator,
      double threshold) {
    resource.ifPresentOrElse(
        scope -> metrics.write(rule, List.of(scope), metric, aggregation, operator, threshold),
        () -> unknown(rule));
  }

  private void query(AlertRule rule, String query, double factor) {
    boolean seen =
        draft.resources().stream().anyMatch(r -> r.type() == ResourceType.APPLICATION_INSIGHTS);
    if (workspace.isEmpty() || !seen) {
      unknown(rule);
      return;
    }
    String scope = workspace.orElseThrow();
    List<String> told = groups.of(rule);
    var before = new java.util.ArrayList<>(told);
    before.add(scope);
    draft.add(
        ResourceType.QUERY_ALERT,
        name(ResourceType.QUERY_ALERT, rule),
        Optional.empty(),
        before,
        Json.object(
            "properties",
            Json.object(
                "displayName",
                rule.name(),
                "severity",
                severity(rule),
                "enabled",
                true,
                "scopes",
                List.of(scope),
                "evaluationFrequency",
                QUERY_WINDOWS.getFirst().toString(),
                "windowSize",
                metrics.window(rule, QUERY_WINDOWS).toString(),
                "autoMitigate",
                true,
                "criteria",
                Json.object("allOf", List.of(condition(rule, query, factor))),
                "actions",
                Json.object("actionGroups", told))));
  }

  private static ObjectNode condition(AlertRule rule, String query, double factor) {
    return Json.object(
        "query",
        query,
        "timeAggregation",
        "Average",
        "metricMeasureColumn",
        "Value",
        "operator",
        operator(rule),
        "threshold",
        rule.threshold() * factor,
        "failingPeriods",
        Json.object("numberOfEvaluationPeriods", 1, "minFailingPeriodsToAlert", 1));
  }

  private void restarts(AlertRule rule, String cluster) {
    if (!managedPrometheus) {
      unknown(rule);
      return;
    }
    String account =
        draft.id(ResourceType.MONITOR_WORKSPACE, MonitoringResources.prometheusName(draft));
    List<String> told = groups.of(rule);
    var before = new java.util.ArrayList<>(told);
    before.addAll(List.of(account, cluster));
    String expression =
        "sum(increase(kube_pod_container_status_restarts_total{namespace=\"%s\"}[%dm])) %s %s"
            .formatted(
                draft.blueprint().cluster().namespace(),
                rule.window().toMinutes(),
                rule.comparison() == AlertRule.Comparison.ABOVE ? ">" : "<",
                plain(rule.threshold()));
    draft.add(
        ResourceType.PROMETHEUS_RULES,
        name(ResourceType.PROMETHEUS_RULES, rule),
        Optional.empty(),
        before,
        Json.object(
            "properties",
            Json.object(
                "enabled",
                true,
                "clusterName",
                ClusterResources.name(draft),
                "interval",
                "PT1M",
                "scopes",
                List.of(account, cluster),
                "rules",
                List.of(
                    Json.object(
                        "alert",
                        rule.id(),
                        "enabled",
                        true,
                        "expression",
                        expression,
                        "for",
                        "PT1M",
                        "severity",
                        severity(rule),
                        "annotations",
                        Json.object("description", rule.name()),
                        "resolveConfiguration",
                        Json.object("autoResolved", true, "timeToResolve", "PT10M"),
                        "actions",
                        told.stream().map(id -> Json.object("actionGroupId", id)).toList())))));
  }

  private String name(ResourceType type, AlertRule rule) {
    return draft.names().of(type, "alert", rule.id());
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  static int severity(AlertRule rule) {
    return rule.severity() == AlertRule.Severity.CRITICAL ? 1 : 2;
  }

  private static String operator(AlertRule rule) {
    return rule.comparison() == AlertRule.Comparison.ABOVE ? "GreaterThan" : "LessThan";
  }
}
