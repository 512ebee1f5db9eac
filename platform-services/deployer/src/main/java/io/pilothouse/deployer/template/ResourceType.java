package io.pilothouse.deployer.template;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The types of resources that a template has: version of their interface, which is the newest
 * stable one that was half a year old when it was chosen, where they live, and what their names may
 * be (Azure's <a
 * href="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules">naming
 * rules</a>). A child's rule is that of its last name.
 */
public enum ResourceType {
  VIRTUAL_NETWORK(
      "Microsoft.Network/virtualNetworks", Versions.NETWORK, Place.REGION, Names.WORD_64, false),
  SECURITY_GROUP(
      "Microsoft.Network/networkSecurityGroups",
      Versions.NETWORK,
      Place.REGION,
      Names.WORD_80,
      false),
  PUBLIC_ADDRESS(
      "Microsoft.Network/publicIPAddresses", Versions.NETWORK, Place.REGION, Names.WORD_80, false),
  PRIVATE_ENDPOINT(
      "Microsoft.Network/privateEndpoints", Versions.NETWORK, Place.REGION, Names.WORD_64, false),
  ZONE_GROUP(
      "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
      Versions.NETWORK,
      Place.PARENT,
      Names.WORD_80,
      false),
  PRIVATE_ZONE(
      "Microsoft.Network/privateDnsZones", "2024-06-01", Place.GLOBAL, "[a-z0-9.-]{1,253}", false),
  ZONE_LINK(
      "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
      "2024-06-01",
      Place.GLOBAL,
      Names.WORD_80,
      false),
  GATEWAY(
      "Microsoft.Network/applicationGateways",
      Versions.NETWORK,
      Place.REGION,
      Names.WORD_80,
      false),
  GATEWAY_FIREWALL(
      "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies",
      Versions.NETWORK,
      Place.REGION,
      Names.WORD_80,
      false),
  IDENTITY(
      "Microsoft.ManagedIdentity/userAssignedIdentities",
      "2024-11-30",
      Place.REGION,
      "[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}",
      false),
  FEDERATED_CREDENTIAL(
      "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
      "2024-11-30",
      Place.PARENT,
      "[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}",
      false),
  ROLE_ASSIGNMENT(
      "Microsoft.Authorization/roleAssignments", "2022-04-01", Place.SCOPE, Names.UUID, false),
  CLUSTER(
      "Microsoft.ContainerService/managedClusters",
      "2026-05-01",
      Place.REGION,
      "[a-zA-Z0-9]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?",
      false),
  REGISTRY(
      "Microsoft.ContainerRegistry/registries",
      "2025-11-01",
      Place.REGION,
      "[a-zA-Z0-9]{5,50}",
      true),
  REGISTRY_REPLICATION(
      "Microsoft.ContainerRegistry/registries/replications",
      "2025-11-01",
      Place.REGION,
      "[a-zA-Z0-9]{5,50}",
      false),
  DATABASE_SERVER(
      "Microsoft.DBforPostgreSQL/flexibleServers",
      "2025-08-01",
      Place.REGION,
      "[a-z0-9]([a-z0-9-]{1,61}[a-z0-9])",
      true),
  DATABASE(
      "Microsoft.DBforPostgreSQL/flexibleServers/databases",
      "2025-08-01",
      Place.PARENT,
      "[a-zA-Z_][a-zA-Z0-9_-]{0,62}",
      false),
  DATABASE_PARAMETER(
      "Microsoft.DBforPostgreSQL/flexibleServers/configurations",
      "2025-08-01",
      Place.PARENT,
      "[a-z_.]{1,63}",
      false),
  DATABASE_ADMINISTRATOR(
      "Microsoft.DBforPostgreSQL/flexibleServers/administrators",
      "2025-08-01",
      Place.PARENT,
      Names.UUID,
      false),
  CACHE(
      "Microsoft.Cache/redis",
      "2024-11-01",
      Place.REGION,
      "[a-zA-Z0-9]([a-zA-Z0-9]|-(?!-)){0,61}[a-zA-Z0-9]",
      true),
  MANAGED_REDIS(
      "Microsoft.Cache/redisEnterprise",
      "2025-07-01",
      Place.REGION,
      "(?=.{1,60}$)[A-Za-z0-9]+(-[A-Za-z0-9]+)*",
      true),
  MANAGED_REDIS_DATABASE(
      "Microsoft.Cache/redisEnterprise/databases", "2025-07-01", Place.PARENT, "default", false),
  BROKER(
      "Microsoft.ServiceBus/namespaces",
      "2026-01-01",
      Place.REGION,
      "(?!.*(-sb|-mgmt)$)[a-zA-Z][a-zA-Z0-9-]{4,48}[a-zA-Z0-9]",
      true),
  QUEUE("Microsoft.ServiceBus/namespaces/queues", "2026-01-01", Place.PARENT, Names.ENTITY, false),
  TOPIC("Microsoft.ServiceBus/namespaces/topics", "2026-01-01", Place.PARENT, Names.ENTITY, false),
  SUBSCRIPTION(
      "Microsoft.ServiceBus/namespaces/topics/subscriptions",
      "2026-01-01",
      Place.PARENT,
      "[a-zA-Z0-9]([a-zA-Z0-9._-]{0,48}[a-zA-Z0-9])?",
      false),
  BROKER_PAIRING(
      "Microsoft.ServiceBus/namespaces/disasterRecoveryConfigs",
      "2026-01-01",
      Place.PARENT,
      "[a-zA-Z][a-zA-Z0-9-]{4,48}[a-zA-Z0-9]",
      true),
  EVENT_HUBS(
      "Microsoft.EventHub/namespaces",
      "2026-01-01",
      Place.REGION,
      "[a-zA-Z][a-zA-Z0-9-]{6,48}[a-zA-Z0-9]",
      true),
  EVENT_HUB(
      "Microsoft.EventHub/namespaces/eventhubs",
      "2026-01-01",
      Place.PARENT,
      "[a-zA-Z0-9]([a-zA-Z0-9._-]{0,254}[a-zA-Z0-9])?",
      false),
  VAULT(
      "Microsoft.KeyVault/vaults",
      "2026-02-01",
      Place.REGION,
      "(?=.{3,24}$)[a-zA-Z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*",
      true),
  VAULT_SECRET(
      "Microsoft.KeyVault/vaults/secrets",
      "2026-02-01",
      Place.PARENT,
      "[a-zA-Z0-9-]{1,127}",
      false),
  STORAGE_ACCOUNT(
      "Microsoft.Storage/storageAccounts", "2026-04-01", Place.REGION, "[a-z0-9]{3,24}", true),
  BLOB_SERVICE(
      "Microsoft.Storage/storageAccounts/blobServices",
      "2026-04-01",
      Place.PARENT,
      "default",
      false),
  BLOB_CONTAINER(
      "Microsoft.Storage/storageAccounts/blobServices/containers",
      "2026-04-01",
      Place.PARENT,
      "(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*",
      false),
  FRONT_DOOR(
      "Microsoft.Cdn/profiles",
      "2025-12-01",
      Place.GLOBAL,
      "[a-zA-Z0-9]([a-zA-Z0-9-]{0,88}[a-zA-Z0-9])?",
      false),
  FRONT_DOOR_ENDPOINT(
      "Microsoft.Cdn/profiles/afdEndpoints", "2025-12-01", Place.GLOBAL, Names.AFD, true),
  ORIGIN_GROUP(
      "Microsoft.Cdn/profiles/originGroups", "2025-12-01", Place.PARENT, Names.AFD_90, false),
  ORIGIN(
      "Microsoft.Cdn/profiles/originGroups/origins",
      "2025-12-01",
      Place.PARENT,
      Names.AFD_90,
      false),
  ROUTE(
      "Microsoft.Cdn/profiles/afdEndpoints/routes",
      "2025-12-01",
      Place.PARENT,
      Names.AFD_90,
      false),
  WORKSPACE(
      "Microsoft.OperationalInsights/workspaces",
      "2026-03-01",
      Place.REGION,
      "[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]",
      false),
  APPLICATION_INSIGHTS(
      "Microsoft.Insights/components", "2020-02-02", Place.REGION, Names.MONITOR, false),
  MONITOR_WORKSPACE(
      "Microsoft.Monitor/accounts",
      "2025-10-03",
      Place.REGION,
      "[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]",
      false),
  COLLECTION_ENDPOINT(
      "Microsoft.Insights/dataCollectionEndpoints",
      "2024-03-11",
      Place.REGION,
      "[a-zA-Z0-9][a-zA-Z0-9-]{2,42}[a-zA-Z0-9]",
      false),
  COLLECTION_RULE(
      "Microsoft.Insights/dataCollectionRules",
      "2024-03-11",
      Place.REGION,
      "[a-zA-Z0-9][a-zA-Z0-9-]{2,62}[a-zA-Z0-9]",
      false),
  COLLECTION_ASSOCIATION(
      "Microsoft.Insights/dataCollectionRuleAssociations",
      "2024-03-11",
      Place.SCOPE,
      "[a-zA-Z0-9][a-zA-Z0-9-]{2,62}[a-zA-Z0-9]",
      false),
  DIAGNOSTIC_SETTING(
      "Microsoft.Insights/diagnosticSettings",
      "2021-05-01-preview",
      Place.SCOPE,
      Names.MONITOR,
      false),
  ACTION_GROUP("Microsoft.Insights/actionGroups", "2023-01-01", Place.GLOBAL, Names.MONITOR, false),
  METRIC_ALERT("Microsoft.Insights/metricAlerts", "2026-01-01", Place.GLOBAL, Names.MONITOR, false),
  QUERY_ALERT(
      "Microsoft.Insights/scheduledQueryRules", "2026-03-01", Place.REGION, Names.MONITOR, false),
  PROMETHEUS_RULES(
      "Microsoft.AlertsManagement/prometheusRuleGroups",
      "2023-03-01",
      Place.REGION,
      Names.MONITOR,
      false),
  BACKUP_VAULT(
      "Microsoft.DataProtection/backupVaults",
      "2026-03-01",
      Place.REGION,
      "[a-zA-Z][a-zA-Z0-9-]{1,49}",
      false),
  BACKUP_POLICY(
      "Microsoft.DataProtection/backupVaults/backupPolicies",
      "2026-03-01",
      Place.PARENT,
      "[a-zA-Z][a-zA-Z0-9-]{2,149}",
      false),
  BACKUP_INSTANCE(
      "Microsoft.DataProtection/backupVaults/backupInstances",
      "2026-03-01",
      Place.PARENT,
      "[a-zA-Z0-9-]{3,150}",
      false);

  /** Where resources of a type live. */
  public enum Place {
    /** In a region. */
    REGION,
    /** Everywhere; its location is {@code global}. */
    GLOBAL,
    /** Where its parent is; it has no location of its own. */
    PARENT,
    /** On another resource, which its {@code scope} names. */
    SCOPE
  }

  private static final class Versions {
    static final String NETWORK = "2025-09-01";
  }

  private static final class Names {
    static final String WORD_64 = "[a-zA-Z0-9](?:[a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9_])?";
    static final String WORD_80 = "[a-zA-Z0-9](?:[a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?";
    static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    static final String ENTITY = "[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,258}[a-zA-Z0-9])?";
    static final String AFD = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,44}[a-zA-Z0-9])?";
    static final String AFD_90 = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,88}[a-zA-Z0-9])?";
    static final String MONITOR = "[^*#&+:<>?@%{}\\\\/]{1,259}[^*#&+:<>?@%{}\\\\/ .]";
  }

  private final String type;
  private final String apiVersion;
  private final Place place;
  private final Pattern name;
  private final boolean unique;

  /** What a name may be at the most, found by trying once a name of the type is wanted. */
  private static final class Longest {
    private static final int TRIED = 260;
    private static final Map<ResourceType, Integer> LENGTHS = new ConcurrentHashMap<>();

    static int of(ResourceType type) {
      return LENGTHS.computeIfAbsent(
          type,
          t -> {
            int length = TRIED;
            while (length > 1 && !t.allows("a".repeat(length))) {
              length--;
            }
            return length;
          });
    }
  }

  ResourceType(String type, String apiVersion, Place place, String name, boolean unique) {
    this.type = type;
    this.apiVersion = apiVersion;
    this.place = place;
    this.name = Pattern.compile(name);
    this.unique = unique;
  }

  /** Azure's name of the type, such as {@code Microsoft.Cache/redis}. */
  public String type() {
    return type;
  }

  public String apiVersion() {
    return apiVersion;
  }

  public Place place() {
    return place;
  }

  /** Whether no other resource of the type, of anybody in Azure, may have the same name. */
  public boolean unique() {
    return unique;
  }

  /**
   * Whether Azure takes a name for a resource of the type; for a child, its own without its
   * parents'.
   */
  public boolean allows(String name) {
    return this.name.matcher(name).matches();
  }

  /** The most letters that a name may have. */
  int longest() {
    return Longest.of(this);
  }

  /** Whether names have letters and digits only. */
  boolean plain() {
    return !allows("a-bcdefg") && allows("abcdefgh");
  }

  /** Whether a resource of the type may have tags. */
  public boolean taggable() {
    return place == Place.REGION || place == Place.GLOBAL;
  }

  /** The type by Azure's name of it, whatever its case. */
  public static Optional<ResourceType> of(String type) {
    for (ResourceType known : values()) {
      if (known.type.equalsIgnoreCase(type)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
