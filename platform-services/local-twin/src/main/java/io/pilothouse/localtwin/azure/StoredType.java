package io.pilothouse.localtwin.azure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A type of resource that is configuration alone, with no process behind it.
 *
 * @param name the last part of the type, such as {@code queues}
 * @param tracked whether it has a location and tags of its own
 * @param embedded whether it stands in an array of its parent's properties, as subnets do
 * @param settled properties that cannot be changed once it exists
 * @param children what stands below it in the path
 */
record StoredType(
    String name,
    boolean tracked,
    boolean embedded,
    List<String> settled,
    List<StoredType> children) {
  private static final List<String> SETTLED_ENTITY =
      List.of("requiresSession", "requiresDuplicateDetection", "enablePartitioning");

  /** By the answers that each provider's specification names. */
  private static final Set<String> CREATED_AS_UPDATED =
      Set.of(
          "Microsoft.Insights/metricAlerts",
          "queues",
          "topics",
          "subscriptions",
          "disasterRecoveryConfigs");

  /** Stands for whatever may stand below: kept as it is written. */
  private static final StoredType ANYTHING =
      new StoredType("*", false, false, List.of(), List.of());

  static final List<StoredType> ALL =
      List.of(
          tracked("Microsoft.Network/virtualNetworks", embedded("subnets")),
          tracked("Microsoft.Network/networkSecurityGroups", embedded("securityRules")),
          tracked("Microsoft.Network/privateEndpoints", below("privateDnsZoneGroups")),
          tracked("Microsoft.Network/networkInterfaces"),
          tracked("Microsoft.Network/publicIPAddresses"),
          tracked("Microsoft.Network/applicationGateways"),
          tracked("Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies"),
          tracked("Microsoft.Network/frontdoorWebApplicationFirewallPolicies"),
          open("Microsoft.Cdn/profiles"),
          tracked(
              "Microsoft.ServiceBus/namespaces",
              new StoredType("queues", false, false, SETTLED_ENTITY, List.of()),
              new StoredType(
                  "topics", false, false, SETTLED_ENTITY, List.of(below("subscriptions"))),
              below("disasterRecoveryConfigs"),
              ANYTHING),
          tracked("Microsoft.Insights/metricAlerts"),
          tracked("Microsoft.Insights/actionGroups"),
          open("Microsoft.KeyVault/vaults"),
          tracked("Microsoft.Network/loadBalancers"),
          open("Microsoft.Network/privateDnsZones"),
          tracked(
              "Microsoft.Storage/storageAccounts",
              new StoredType(
                  "blobServices", false, false, List.of(), List.of(below("containers")))),
          tracked(
              "Microsoft.EventHub/namespaces",
              new StoredType(
                  "eventhubs", false, false, List.of(), List.of(below("consumergroups")))),
          open("Microsoft.ContainerRegistry/registries"),
          open("Microsoft.OperationalInsights/workspaces"),
          tracked("Microsoft.Insights/components"),
          open("Microsoft.DataProtection/backupVaults"),
          open("Microsoft.RecoveryServices/vaults"),
          open("Microsoft.ManagedIdentity/userAssignedIdentities"),
          tracked("Microsoft.Network/natGateways"),
          open("Microsoft.Network/routeTables"),
          tracked("Microsoft.Network/ddosProtectionPlans"),
          tracked("Microsoft.Network/bastionHosts"),
          open("Microsoft.Network/dnsZones"),
          tracked("Microsoft.Network/azureFirewalls"),
          open("Microsoft.Network/firewallPolicies"),
          tracked("Microsoft.Network/networkWatchers", below("flowLogs")),
          tracked("Microsoft.Insights/dataCollectionRules"),
          tracked("Microsoft.Insights/dataCollectionEndpoints"),
          tracked("Microsoft.Insights/scheduledQueryRules"),
          tracked("Microsoft.Insights/activityLogAlerts"),
          tracked("Microsoft.Insights/workbooks"),
          open("Microsoft.Cache/redisEnterprise"),
          tracked("Microsoft.Monitor/accounts"),
          tracked("Microsoft.Dashboard/grafana"),
          tracked("Microsoft.AlertsManagement/prometheusRuleGroups"));

  private static StoredType tracked(String type, StoredType... children) {
    return new StoredType(type, true, false, List.of(), List.of(children));
  }

  /** With whatever may stand below it, at any depth. */
  private static StoredType open(String type) {
    return tracked(type, ANYTHING);
  }

  private static StoredType below(String name) {
    return new StoredType(name, false, false, List.of(), List.of());
  }

  private static StoredType embedded(String name) {
    return new StoredType(name, false, true, List.of(), List.of());
  }

  /** The status of a PUT that creates: some providers answer 200 for both. */
  int created() {
    return CREATED_AS_UPDATED.contains(name) ? 200 : 201;
  }

  Optional<StoredType> child(String segment) {
    return children.stream()
        .filter(c -> c.name.equalsIgnoreCase(segment))
        .findFirst()
        .or(() ->
            children.contains(ANYTHING)
                ? Optional.of(new StoredType(segment, false, false, List.of(), List.of(ANYTHING)))
                : Optional.empty());
  }

  /** Whether two types are one; Azure's are caseless. */
  boolean is(String type) {
    return name.toLowerCase(Locale.ROOT).equals(type.toLowerCase(Locale.ROOT));
  }
}
