package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.Relation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where logs, traces and metrics go. */
final class MonitoringResources {
  private static final Set<String> OBSERVERS =
      Set.of("log-analytics", "azure-monitor", "application-insights", "container-insights");

  /** Days that Azure keeps logs without extra charge. */
  private static final int RETENTION_DAYS = 30;

  private final Draft draft;
  private final boolean managedPrometheus;

  MonitoringResources(Draft draft, boolean managedPrometheus) {
    this.draft = draft;
    this.managedPrometheus = managedPrometheus;
  }

  private Optional<ManagedService> documented(String type) {
    return draft.blueprint().managedServices().stream()
        .filter(m -> m.type().equals(type))
        .findFirst();
  }

  /** Whether the document has anything that watches. */
  private boolean wanted() {
    return !draft.blueprint().alertRules().isEmpty()
        || draft.blueprint().managedServices().stream().anyMatch(m -> OBSERVERS.contains(m.type()));
  }

  /** Writes the Log Analytics workspace. Returns its id, where there is one. */
  Optional<String> workspace() {
    if (!wanted()) {
      return Optional.empty();
    }
    Optional<ManagedService> documented = documented("log-analytics");
    if (documented.isEmpty()) {
      draft.assume("log-analytics", "retention", RETENTION_DAYS, "workspace");
    }
    String id =
        draft.add(
            ResourceType.WORKSPACE,
            named(documented, ResourceType.WORKSPACE, "law"),
            documented.map(ManagedService::id),
            List.of(),
            Json.object(
                "properties",
                Json.object(
                    "sku",
                    Json.object("name", "PerGB2018"),
                    "retentionInDays",
                    documented
                        .flatMap(d -> days(d, "retention").or(() -> days(d, "logRetention")))
                        .orElse(RETENTION_DAYS),
                    "workspaceCapping",
                    documented
                        .flatMap(d -> number(d.properties().get("dailyCapGigabytes")))
                        .map(gigabytes -> Json.object("dailyQuotaGb", gigabytes)))));
    insights(id);
    return Optional.of(id);
  }

  private String named(Optional<ManagedService> documented, ResourceType type, String prefix) {
    return documented
        .flatMap(d -> d.resourceName().map(n -> draft.names().component(type, d.id(), n, true)))
        .orElseGet(() -> draft.names().of(type, prefix));
  }

  private static Optional<Integer> days(ManagedService managed, String property) {
    return managed.properties().get(property) instanceof String text
        ? Optional.of((int) Duration.parse(text).toDays())
        : Optional.empty();
  }

  private static Optional<Double> number(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
  }

  private void insights(String workspace) {
    Optional<ManagedService> documented =
        documented("application-insights")
            .or(() ->
                documented("azure-monitor").filter(m -> m.name().contains("Application Insights")));
    documented.ifPresent(insights ->
        draft.add(
            ResourceType.APPLICATION_INSIGHTS,
            named(documented, ResourceType.APPLICATION_INSIGHTS, "appi"),
            Draft.of(insights),
            List.of(workspace),
            Json.object(
                "kind",
                "web",
                "properties",
                Json.object(
                    "Application_Type",
                    "web",
                    "WorkspaceResourceId",
                    workspace,
                    "SamplingPercentage",
                    number(insights.properties().get("samplingPercentage"))))));
  }

  /** Writes how the cluster's logs and metrics are collected; the cluster is written. */
  void collect(String cluster, Optional<String> workspace) {
    workspace.ifPresent(id -> logs(cluster, id));
    if (managedPrometheus) {
      metrics(cluster);
    }
    workspace.ifPresent(this::diagnostics);
  }

  private void logs(String cluster, String workspace) {
    String rule =
        draft.add(
            ResourceType.COLLECTION_RULE,
            draft.names().of(ResourceType.COLLECTION_RULE, "dcr", "logs"),
            Optional.empty(),
            List.of(workspace),
            Json.object(
                "kind",
                "Linux",
                "properties",
                Json.object(
                    "dataSources",
                    Json.object(
                        "extensions",
                        List.of(
                            Json.object(
                                "name",
                                "ContainerInsightsExtension",
                                "extensionName",
                                "ContainerInsights",
                                "streams",
                                List.of("Microsoft-ContainerInsights-Group-Default"),
                                "extensionSettings",
                                Json.object(
                                    "dataCollectionSettings",
                                    Json.object(
                                        "interval",
                                        "1m",
                                        "namespaceFilteringMode",
                                        "Off",
                                        "enableContainerLogV2",
                                        true))))),
                    "destinations",
                    Json.object(
                        "logAnalytics",
                        List.of(
                            Json.object("name", "workspace", "workspaceResourceId", workspace))),
                    "dataFlows",
                    List.of(
                        Json.object(
                            "streams",
                            List.of("Microsoft-ContainerInsights-Group-Default"),
                            "destinations",
                            List.of("workspace"))))));
    associate(cluster, "ContainerInsightsExtension", rule);
  }

  static String prometheusName(Draft draft) {
    return draft.names().of(ResourceType.MONITOR_WORKSPACE, "amw");
  }

  private void metrics(String cluster) {
    String account =
        draft.add(
            ResourceType.MONITOR_WORKSPACE,
            prometheusName(draft),
            Optional.empty(),
            List.of(),
            Json.object());
    draft.assume("metrics", "workspace", prometheusName(draft), "prometheus");
    String endpoint =
        draft.add(
            ResourceType.COLLECTION_ENDPOINT,
            draft.names().of(ResourceType.COLLECTION_ENDPOINT, "dce"),
            Optional.empty(),
            List.of(),
            Json.object("kind", "Linux", "properties", Json.object()));
    String rule =
        draft.add(
            ResourceType.COLLECTION_RULE,
            draft.names().of(ResourceType.COLLECTION_RULE, "dcr", "metrics"),
            Optional.empty(),
            List.of(account, endpoint),
            Json.object(
                "kind",
                "Linux",
                "properties",
                Json.object(
                    "dataCollectionEndpointId",
                    endpoint,
                    "dataSources",
                    Json.object(
                        "prometheusForwarder",
                        List.of(
                            Json.object(
                                "name",
                                "prometheus",
                                "streams",
                                List.of("Microsoft-PrometheusMetrics")))),
                    "destinations",
                    Json.object(
                        "monitoringAccounts",
                        List.of(Json.object("name", "account", "accountResourceId", account))),
                    "dataFlows",
                    List.of(
                        Json.object(
                            "streams",
                            List.of("Microsoft-PrometheusMetrics"),
                            "destinations",
                            List.of("account"))))));
    associate(cluster, "prometheus", rule);
  }

  private void associate(String cluster, String name, String rule) {
    draft.addOn(
        cluster,
        ResourceType.COLLECTION_ASSOCIATION,
        name,
        List.of(cluster, rule),
        Json.object("properties", Json.object("dataCollectionRuleId", rule)));
  }

  /** What the document says is watched, and a vault whose log it wants, tell the workspace all. */
  private void diagnostics(String workspace) {
    for (var server : draft.blueprint().databaseServers()) {
      boolean watched =
          draft.blueprint().relations().stream()
              .anyMatch(r -> r.type() == Relation.Type.MONITORING && r.from().equals(server.id()));
      if (watched && server.deployment().isEmpty()) {
        diagnose(
            draft.id(ResourceType.DATABASE_SERVER, DatabaseResources.name(draft, server)),
            workspace);
      }
    }
    String vault = draft.id(ResourceType.VAULT, VaultResources.name(draft));
    if (draft.has(vault)) {
      diagnose(vault, workspace);
    }
  }

  private void diagnose(String resource, String workspace) {
    draft.addOn(
        resource,
        ResourceType.DIAGNOSTIC_SETTING,
        "workspace",
        List.of(resource, workspace),
        Json.object(
            "properties",
            Json.object(
                "workspaceId",
                workspace,
                "logs",
                List.of(Json.object("categoryGroup", "allLogs", "enabled", true)),
                "metrics",
                List.of(Json.object("category", "AllMetrics", "enabled", true)))));
  }
}
