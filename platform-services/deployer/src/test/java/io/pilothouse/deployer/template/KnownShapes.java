package io.pilothouse.deployer.template;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonSerializable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields that Azure knows of each type of resource, from the models of Azure's own SDK: what
 * does not come out of a model that has read it is a field that the model does not know. Types
 * without a model here are held against a list of their fields.
 */
final class KnownShapes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SDK = "com.azure.resourcemanager.";

  /** What every resource of a template has besides its own fields. */
  private static final List<String> ENVELOPE =
      List.of("type", "apiVersion", "name", "scope", "dependsOn");

  private static final Map<ResourceType, String> MODELS = new EnumMap<>(ResourceType.class);

  static {
    network(ResourceType.VIRTUAL_NETWORK, "VirtualNetworkInner");
    network(ResourceType.SECURITY_GROUP, "NetworkSecurityGroupInner");
    network(ResourceType.PUBLIC_ADDRESS, "PublicIpAddressInner");
    network(ResourceType.PRIVATE_ENDPOINT, "PrivateEndpointInner");
    network(ResourceType.ZONE_GROUP, "PrivateDnsZoneGroupInner");
    network(ResourceType.GATEWAY, "ApplicationGatewayInner");
    network(ResourceType.GATEWAY_FIREWALL, "WebApplicationFirewallPolicyInner");
    MODELS.put(ResourceType.PRIVATE_ZONE, "privatedns.fluent.models.PrivateZoneInner");
    MODELS.put(ResourceType.ZONE_LINK, "privatedns.fluent.models.VirtualNetworkLinkInner");
    MODELS.put(ResourceType.IDENTITY, "msi.fluent.models.IdentityInner");
    MODELS.put(
        ResourceType.FEDERATED_CREDENTIAL, "msi.fluent.models.FederatedIdentityCredentialInner");
    MODELS.put(ResourceType.CLUSTER, "containerservice.fluent.models.ManagedClusterInner");
    MODELS.put(ResourceType.DATABASE_SERVER, "postgresqlflexibleserver.fluent.models.ServerInner");
    MODELS.put(ResourceType.DATABASE, "postgresqlflexibleserver.fluent.models.DatabaseInner");
    MODELS.put(
        ResourceType.DATABASE_PARAMETER,
        "postgresqlflexibleserver.fluent.models.ConfigurationInner");
    MODELS.put(
        ResourceType.DATABASE_ADMINISTRATOR,
        "postgresqlflexibleserver.models.ActiveDirectoryAdministratorAdd");
    MODELS.put(ResourceType.CACHE, "redis.models.RedisCreateParameters");
    MODELS.put(ResourceType.BROKER, "servicebus.fluent.models.SBNamespaceInner");
    MODELS.put(ResourceType.QUEUE, "servicebus.fluent.models.SBQueueInner");
    MODELS.put(ResourceType.TOPIC, "servicebus.fluent.models.SBTopicInner");
    MODELS.put(ResourceType.SUBSCRIPTION, "servicebus.fluent.models.SBSubscriptionInner");
    MODELS.put(ResourceType.BROKER_PAIRING, "servicebus.fluent.models.ArmDisasterRecoveryInner");
    MODELS.put(ResourceType.EVENT_HUBS, "eventhubs.fluent.models.EHNamespaceInner");
    MODELS.put(ResourceType.EVENT_HUB, "eventhubs.fluent.models.EventhubInner");
    MODELS.put(ResourceType.VAULT, "keyvault.models.VaultCreateOrUpdateParameters");
    MODELS.put(ResourceType.VAULT_SECRET, "keyvault.models.SecretCreateOrUpdateParameters");
    MODELS.put(ResourceType.FRONT_DOOR, "cdn.fluent.models.ProfileInner");
    MODELS.put(ResourceType.FRONT_DOOR_ENDPOINT, "cdn.fluent.models.AfdEndpointInner");
    MODELS.put(ResourceType.ORIGIN_GROUP, "cdn.fluent.models.AfdOriginGroupInner");
    MODELS.put(ResourceType.ORIGIN, "cdn.fluent.models.AfdOriginInner");
    MODELS.put(ResourceType.ROUTE, "cdn.fluent.models.RouteInner");
    MODELS.put(ResourceType.WORKSPACE, "loganalytics.fluent.models.WorkspaceInner");
    MODELS.put(
        ResourceType.APPLICATION_INSIGHTS,
        "applicationinsights.fluent.models.ApplicationInsightsComponentInner");
    monitor(ResourceType.COLLECTION_ENDPOINT, "DataCollectionEndpointResourceInner");
    monitor(ResourceType.COLLECTION_RULE, "DataCollectionRuleResourceInner");
    monitor(
        ResourceType.COLLECTION_ASSOCIATION, "DataCollectionRuleAssociationProxyOnlyResourceInner");
    monitor(ResourceType.DIAGNOSTIC_SETTING, "DiagnosticSettingsResourceInner");
    monitor(ResourceType.ACTION_GROUP, "ActionGroupResourceInner");
    monitor(ResourceType.METRIC_ALERT, "MetricAlertResourceInner");
    monitor(ResourceType.QUERY_ALERT, "ScheduledQueryRuleResourceInner");
  }

  /**
   * Fields of types whose model is not on hand, from Azure's template reference of the version that
   * the template uses ({@code learn.microsoft.com/azure/templates/TYPE}); a dot goes into an object
   * or the objects of a list.
   */
  private static final Map<ResourceType, Set<String>> FIELDS =
      Map.of(
          ResourceType.ROLE_ASSIGNMENT,
          Set.of(
              "properties.roleDefinitionId", "properties.principalId", "properties.principalType"),
          ResourceType.REGISTRY,
          Set.of(
              "location",
              "tags.*",
              "sku.name",
              "properties.adminUserEnabled",
              "properties.zoneRedundancy"),
          ResourceType.REGISTRY_REPLICATION,
          Set.of("location", "tags.*", "properties.regionEndpointEnabled"),
          ResourceType.STORAGE_ACCOUNT,
          Set.of(
              "location",
              "tags.*",
              "kind",
              "sku.name",
              "properties.accessTier",
              "properties.allowBlobPublicAccess",
              "properties.allowSharedKeyAccess",
              "properties.minimumTlsVersion",
              "properties.supportsHttpsTrafficOnly",
              "properties.publicNetworkAccess",
              "properties.networkAcls.bypass",
              "properties.networkAcls.defaultAction"),
          ResourceType.BLOB_SERVICE,
          Set.of(
              "properties.deleteRetentionPolicy.enabled", "properties.deleteRetentionPolicy.days"),
          ResourceType.BLOB_CONTAINER,
          Set.of("properties.publicAccess"),
          ResourceType.MONITOR_WORKSPACE,
          Set.of("location", "tags.*"),
          ResourceType.PROMETHEUS_RULES,
          Set.of(
              "location",
              "tags.*",
              "properties.enabled",
              "properties.clusterName",
              "properties.interval",
              "properties.scopes",
              "properties.rules.alert",
              "properties.rules.enabled",
              "properties.rules.expression",
              "properties.rules.for",
              "properties.rules.severity",
              "properties.rules.annotations.*",
              "properties.rules.resolveConfiguration.autoResolved",
              "properties.rules.resolveConfiguration.timeToResolve",
              "properties.rules.actions.actionGroupId"),
          ResourceType.BACKUP_VAULT,
          Set.of(
              "location",
              "tags.*",
              "identity.type",
              "identity.userAssignedIdentities.*",
              "properties.storageSettings.datastoreType",
              "properties.storageSettings.type",
              "properties.securitySettings.softDeleteSettings.state",
              "properties.securitySettings.softDeleteSettings.retentionDurationInDays"),
          ResourceType.BACKUP_POLICY,
          Set.of(
              "properties.objectType",
              "properties.datasourceTypes",
              "properties.policyRules.objectType",
              "properties.policyRules.name",
              "properties.policyRules.isDefault",
              "properties.policyRules.backupParameters.objectType",
              "properties.policyRules.backupParameters.backupType",
              "properties.policyRules.dataStore.objectType",
              "properties.policyRules.dataStore.dataStoreType",
              "properties.policyRules.trigger.objectType",
              "properties.policyRules.trigger.schedule.repeatingTimeIntervals",
              "properties.policyRules.trigger.schedule.timeZone",
              "properties.policyRules.trigger.taggingCriteria.isDefault",
              "properties.policyRules.trigger.taggingCriteria.taggingPriority",
              "properties.policyRules.trigger.taggingCriteria.tagInfo.tagName",
              "properties.policyRules.lifecycles.deleteAfter.objectType",
              "properties.policyRules.lifecycles.deleteAfter.duration",
              "properties.policyRules.lifecycles.sourceDataStore.objectType",
              "properties.policyRules.lifecycles.sourceDataStore.dataStoreType",
              "properties.policyRules.lifecycles.targetDataStoreCopySettings"));

  /**
   * Fields that the model is too old for: that of Service Bus is of 2021-11-01, these came with
   * 2022-10-01-preview and are in 2024-01-01; that of collection rules is of 2021-09-01-preview,
   * these came with 2022-06-01.
   */
  private static final Map<ResourceType, Set<String>> SINCE =
      Map.of(
          ResourceType.BROKER,
          Set.of("properties.minimumTlsVersion", "properties.publicNetworkAccess"),
          ResourceType.COLLECTION_RULE,
          Set.of(
              "properties.dataSources.prometheusForwarder",
              "properties.destinations.monitoringAccounts"));

  /** More of them; {@link Map#of} has room for ten. */
  private static final Set<String> MANAGED_REDIS =
      Set.of(
          "location",
          "tags.*",
          "sku.name",
          "properties.highAvailability",
          "properties.minimumTlsVersion",
          "properties.publicNetworkAccess");

  private static final Set<String> MANAGED_REDIS_DATABASE =
      Set.of(
          "properties.clientProtocol",
          "properties.clusteringPolicy",
          "properties.port",
          "properties.accessKeysAuthentication");

  private static final Set<String> BACKUP_INSTANCE =
      Set.of(
          "properties.objectType",
          "properties.friendlyName",
          "properties.dataSourceInfo.objectType",
          "properties.dataSourceInfo.resourceID",
          "properties.dataSourceInfo.resourceName",
          "properties.dataSourceInfo.resourceType",
          "properties.dataSourceInfo.resourceUri",
          "properties.dataSourceInfo.resourceLocation",
          "properties.dataSourceInfo.datasourceType",
          "properties.policyInfo.policyId",
          "properties.identityDetails.useSystemAssignedIdentity",
          "properties.identityDetails.userAssignedIdentityArmUrl");

  private KnownShapes() {}

  private static void network(ResourceType type, String model) {
    MODELS.put(type, "network.fluent.models." + model);
  }

  private static void monitor(ResourceType type, String model) {
    MODELS.put(type, "monitor.fluent.models." + model);
  }

  /** What of a resource, as it stands in a template, Azure does not know, as paths. */
  static List<String> unknown(JsonNode resource) throws IOException {
    ResourceType type = ResourceType.of(resource.path("type").asText()).orElseThrow();
    ObjectNode own = resource.deepCopy();
    own.remove(ENVELOPE);
    var unknown = new ArrayList<String>();
    String model = MODELS.get(type);
    if (model != null) {
      lost(own, through(SDK + model, own), "", unknown);
      unknown.removeAll(SINCE.getOrDefault(type, Set.of()));
    } else {
      Set<String> fields =
          switch (type) {
            case BACKUP_INSTANCE -> BACKUP_INSTANCE;
            case MANAGED_REDIS -> MANAGED_REDIS;
            case MANAGED_REDIS_DATABASE -> MANAGED_REDIS_DATABASE;
            default ->
                Optional.ofNullable(FIELDS.get(type))
                    .orElseThrow(() -> new AssertionError("no shape of " + type.type()));
          };
      outside(own, fields, "", unknown);
    }
    return unknown;
  }

  /** What a model writes of what it has read. */
  private static JsonNode through(String model, JsonNode resource) throws IOException {
    try (JsonReader reader = JsonProviders.createReader(resource.toString())) {
      Object read =
          Class.forName(model).getMethod("fromJson", JsonReader.class).invoke(null, reader);
      return JSON.readTree(((JsonSerializable<?>) read).toJsonString());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(model + " does not read " + resource, e);
    }
  }

  private static void lost(JsonNode before, JsonNode after, String path, List<String> unknown) {
    if (before.isObject()) {
      before
          .fieldNames()
          .forEachRemaining(name -> {
            String below = path.isEmpty() ? name : path + "." + name;
            if (after.has(name)) {
              lost(before.get(name), after.get(name), below, unknown);
            } else {
              unknown.add(below);
            }
          });
    } else if (before.isArray()) {
      for (int i = 0; i < before.size(); i++) {
        if (i < after.size()) {
          lost(before.get(i), after.get(i), path + "[" + i + "]", unknown);
        } else {
          unknown.add(path + "[" + i + "]");
        }
      }
    } else if (!before.asText().equals(after.asText())
        && !(before.isNumber() && before.asDouble() == after.asDouble())) {
      unknown.add(path + " is " + after.asText() + ", not " + before.asText());
    }
  }

  private static void outside(
      JsonNode node, Set<String> fields, String path, List<String> unknown) {
    if (node.isArray()) {
      if (node.isEmpty() || node.get(0).isValueNode()) {
        outside(fields, path, unknown);
      }
      node.forEach(item -> {
        if (!item.isValueNode()) {
          outside(item, fields, path, unknown);
        }
      });
    } else if (node.isObject() && !node.isEmpty()) {
      node.fieldNames()
          .forEachRemaining(name ->
              outside(node.get(name), fields, path.isEmpty() ? name : path + "." + name, unknown));
    } else if (!path.isEmpty()
        && !(node.isObject() && fields.stream().anyMatch(f -> f.startsWith(path)))) {
      outside(fields, path, unknown);
    }
  }

  private static void outside(Set<String> fields, String path, List<String> unknown) {
    boolean known =
        fields.contains(path)
            || fields.stream()
                .filter(f -> f.endsWith(".*"))
                .anyMatch(f -> path.startsWith(f.substring(0, f.length() - 1)));
    if (!known) {
      unknown.add(path);
    }
  }
}
