package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What Azure adds to a resource that is written, and what it refuses. Pure. */
final class StoredRules {
  private static final String FOREVER = "P10675199DT2H48M5.4775807S";

  /** What a property is when its author says nothing, as Azure's own reference has it. */
  private static final Map<String, Map<String, Object>> DEFAULTS =
      Map.of(
          "microsoft.servicebus/namespaces/queues",
          Map.ofEntries(
              Map.entry("lockDuration", "PT1M"),
              Map.entry("maxSizeInMegabytes", 1024),
              Map.entry("requiresDuplicateDetection", false),
              Map.entry("requiresSession", false),
              Map.entry("defaultMessageTimeToLive", FOREVER),
              Map.entry("deadLetteringOnMessageExpiration", false),
              Map.entry("duplicateDetectionHistoryTimeWindow", "PT10M"),
              Map.entry("maxDeliveryCount", 10),
              Map.entry("enableBatchedOperations", true),
              Map.entry("status", "Active"),
              Map.entry("autoDeleteOnIdle", FOREVER),
              Map.entry("enablePartitioning", false),
              Map.entry("enableExpress", false)),
          "microsoft.servicebus/namespaces/topics",
          Map.of(
              "maxSizeInMegabytes",
              1024,
              "requiresDuplicateDetection",
              false,
              "defaultMessageTimeToLive",
              FOREVER,
              "duplicateDetectionHistoryTimeWindow",
              "PT10M",
              "enableBatchedOperations",
              true,
              "status",
              "Active",
              "autoDeleteOnIdle",
              FOREVER,
              "enablePartitioning",
              false),
          "microsoft.servicebus/namespaces/topics/subscriptions",
          Map.of(
              "lockDuration",
              "PT1M",
              "requiresSession",
              false,
              "defaultMessageTimeToLive",
              FOREVER,
              "deadLetteringOnMessageExpiration",
              false,
              "maxDeliveryCount",
              10,
              "enableBatchedOperations",
              true,
              "status",
              "Active",
              "autoDeleteOnIdle",
              FOREVER),
          "microsoft.keyvault/vaults",
          Map.of(
              "enableSoftDelete",
              true,
              "softDeleteRetentionInDays",
              90,
              "publicNetworkAccess",
              "Enabled"));

  private StoredRules() {}

  /** The resource as it is kept and answered. */
  static ObjectNode completed(String type, String id, String name, ObjectNode body) {
    ObjectNode resource = Arm.object().put("id", id).put("name", name).put("type", type);
    body.properties().stream()
        .filter(f -> !resource.has(f.getKey()) && !f.getKey().equals("etag"))
        .forEach(f -> resource.set(f.getKey(), f.getValue().deepCopy()));
    ObjectNode properties = resource.withObject("/properties");
    DEFAULTS
        .getOrDefault(type.toLowerCase(Locale.ROOT), Map.of())
        .forEach((field, value) -> {
          if (!properties.has(field)) {
            switch (value) {
              case Integer number -> properties.put(field, number);
              case Boolean flag -> properties.put(field, flag);
              default -> properties.put(field, value.toString());
            }
          }
        });
    properties.put("provisioningState", "Succeeded");
    if (resource.path("identity") instanceof ObjectNode own
        && own.path("type").asText().contains("SystemAssigned")) {
      own.put("principalId", identity(id, "principal"));
    }
    if (type.equalsIgnoreCase("Microsoft.KeyVault/vaults/secrets")) {
      properties.remove("value"); // never told back
    }
    if (type.equalsIgnoreCase("Microsoft.ManagedIdentity/userAssignedIdentities")) {
      properties
          .put("principalId", identity(id, "principal"))
          .put("clientId", identity(id, "client"));
    }
    if (type.equalsIgnoreCase("Microsoft.ServiceBus/namespaces")) {
      properties.put("status", "Active");
      properties.put(
          "serviceBusEndpoint", "https://%s.servicebus.windows.net:443/".formatted(name));
    }
    // As the content, so that what is written again unchanged keeps its etag.
    resource.put(
        "etag",
        "W/\"%s\""
            .formatted(
                UUID.nameUUIDFromBytes(resource.toString().getBytes(StandardCharsets.UTF_8))));
    return resource;
  }

  /** The same at every look, as Microsoft Entra's are. */
  static String identity(String id, String of) {
    return UUID.nameUUIDFromBytes(
            (id.toLowerCase(Locale.ROOT) + "/" + of).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  /** Refuses to change what is fixed when a resource is created. */
  static void refuseChange(StoredType type, String name, ObjectNode before, ObjectNode body) {
    for (String field : type.settled()) {
      JsonNode wanted = body.path("properties").path(field);
      JsonNode present = before.path("properties").path(field);
      if (!wanted.isMissingNode() && !wanted.asText().equals(present.asText())) {
        throw new Arm.Failure(
            400,
            "MessagingGatewayBadRequest",
            "SubCode=40000. The value for the %s property of an existing entity (%s) cannot be changed."
                .formatted(
                    field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1), name));
      }
    }
  }

  /** Refuses what Azure would not take. */
  static void check(String type, ObjectNode resource) {
    switch (type.toLowerCase(Locale.ROOT)) {
      case "microsoft.network/networksecuritygroups" -> priorities(resource);
      case "microsoft.insights/metricalerts" -> severity(resource);
      default -> {}
    }
  }

  private static void priorities(ObjectNode group) {
    var taken = new HashSet<String>();
    for (JsonNode rule : group.path("properties").path("securityRules")) {
      JsonNode properties = rule.path("properties");
      int priority = properties.path("priority").asInt();
      if (priority < 100 || priority > 4096) {
        throw new Arm.Failure(
            400,
            "SecurityRuleInvalidPriority",
            "Security rule %s has invalid priority %d. Value should be between 100 and 4096."
                .formatted(rule.path("name").asText(), priority));
      }
      if (!taken.add(properties.path("direction").asText().toLowerCase(Locale.ROOT) + priority)) {
        throw new Arm.Failure(
            400,
            "SecurityRuleConflict",
            "Security rule %s conflicts with another rule. Rules cannot have the same Priority and Direction."
                .formatted(rule.path("name").asText()));
      }
    }
  }

  private static void severity(ObjectNode alert) {
    JsonNode severity = alert.path("properties").path("severity");
    if (!severity.isInt() || severity.asInt() < 0 || severity.asInt() > 4) {
      throw new Arm.Failure(
          400, "BadRequest", "Severity should be between 0 and 4, found " + severity + ".");
    }
  }
}
