package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The tables of Resource Graph, filled when they are asked for: types and resource groups in lower
 * case, as there.
 */
final class GraphTables {
  private static final List<String> COLUMNS =
      List.of("kind", "sku", "plan", "identity", "zones", "managedBy", "tags", "properties");

  private final AzureScope scope;
  private final List<ResourceProvider> providers;
  private final ResourceHealth health;
  private final FiredAlerts alerts;
  private final Map<String, Supplier<List<ObjectNode>>> tables =
      Map.of(
          "resources", this::resources,
          "resourcecontainers", this::containers,
          "healthresources", this::statuses,
          "alertsmanagementresources", this::alerts);

  GraphTables(
      AzureScope scope,
      List<ResourceProvider> providers,
      ResourceHealth health,
      FiredAlerts alerts) {
    this.scope = scope;
    this.providers = List.copyOf(providers);
    this.health = health;
    this.alerts = alerts;
  }

  Set<String> names() {
    return tables.keySet();
  }

  List<ObjectNode> rows(String table) {
    return tables.getOrDefault(table, List::of).get();
  }

  private List<ObjectNode> resources() {
    var all = new ArrayList<ObjectNode>();
    for (ResourceProvider provider : providers) {
      for (ObjectNode resource : provider.list()) {
        ObjectNode row =
            row(
                resource.path("id").asText(),
                resource.path("name").asText(),
                resource.path("type").asText());
        row.put(
            "location",
            resource.path("location").asText().replace(" ", "").toLowerCase(Locale.ROOT));
        COLUMNS.forEach(column -> {
          if (resource.has(column)) {
            row.set(column, resource.path(column));
          }
        });
        all.add(row);
      }
    }
    return all;
  }

  private List<ObjectNode> containers() {
    ObjectNode subscription =
        row(
            "/subscriptions/" + scope.subscription(),
            "Pilothouse local twin",
            "microsoft.resources/subscriptions");
    subscription.put("resourceGroup", "").putObject("properties").put("state", "Enabled");
    ObjectNode group =
        row(
            scope.resourceGroupId(),
            scope.resourceGroup(),
            "microsoft.resources/subscriptions/resourcegroups");
    group
        .put("location", scope.location())
        .putObject("properties")
        .put("provisioningState", "Succeeded");
    return List.of(subscription, group);
  }

  private List<ObjectNode> statuses() {
    return health.look().stream()
        .map(status -> {
          ObjectNode row =
              row(
                  status.id() + "/providers/" + ResourceHealth.TYPE + "/current",
                  "current",
                  ResourceHealth.TYPE);
          row.put("location", status.location())
              .putObject("properties")
              .put("targetResourceType", AlertShapes.type(status.id()))
              .put("targetResourceId", status.id())
              .put("availabilityState", status.finding().state())
              .put("previousAvailabilityState", status.before())
              .put("reasonType", status.finding().reason())
              .put("summary", status.finding().summary())
              .put("occurredTime", status.since().toString());
          return row;
        })
        .toList();
  }

  private List<ObjectNode> alerts() {
    return alerts.all().stream()
        .map(alert -> {
          ObjectNode shape = AlertShapes.alert(alert, scope, false);
          ObjectNode row =
              row(shape.path("id").asText(), shape.path("name").asText(), AlertsManagement.TYPE);
          row.set("properties", shape.path("properties"));
          return row;
        })
        .toList();
  }

  private ObjectNode row(String id, String name, String type) {
    return Arm.object()
        .put("id", id)
        .put("name", name)
        .put("type", type.toLowerCase(Locale.ROOT))
        .put("tenantId", scope.tenant())
        .put("resourceGroup", scope.resourceGroup().toLowerCase(Locale.ROOT))
        .put("subscriptionId", scope.subscription());
  }
}
