package io.pilothouse.deployer.cost;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.deployer.template.TemplateResource;
import java.util.ArrayList;
import java.util.List;

/** What each resource of a template takes of a price list in a month. */
final class Quantities {
  /** As Azure's calculator counts a month. */
  private static final double HOURS = 730;

  private static final int DAYS = 30;

  private final List<Quantity> all = new ArrayList<>();
  private final SystemTemplate template;

  private Quantities(SystemTemplate template) {
    this.template = template;
  }

  static List<Quantity> of(SystemTemplate template) {
    var quantities = new Quantities(template);
    template.resources().forEach(quantities::resource);
    return List.copyOf(quantities.all);
  }

  private void resource(TemplateResource resource) {
    JsonNode properties = resource.fields().path("properties");
    JsonNode sku = resource.fields().path("sku");
    switch (resource.type()) {
      case CLUSTER -> cluster(resource, sku, properties);
      case DATABASE_SERVER -> server(resource, sku, properties);
      case CACHE -> cache(resource, properties);
      case MANAGED_REDIS -> managedRedis(resource, sku, properties);
      case BROKER -> broker(resource, sku);
      case EVENT_HUBS ->
          hours(resource, "event-hubs/" + sku.path("name").asText(), sku.path("capacity").asInt());
      case GATEWAY -> gateway(resource, properties);
      case FRONT_DOOR -> add(resource, "front-door/" + sku.path("name").asText(), 1);
      case PRIVATE_ENDPOINT -> hours(resource, "private-endpoint", 1);
      case PRIVATE_ZONE -> add(resource, "private-dns-zone", 1);
      case REGISTRY -> add(resource, "registry/" + sku.path("name").asText(), DAYS);
      case REGISTRY_REPLICATION -> add(resource, "registry/Premium", DAYS);
      case WORKSPACE -> workspace(resource, properties);
      case METRIC_ALERT -> add(resource, "metric-alert", 1);
      case QUERY_ALERT -> add(resource, "query-alert", 1);
      case BACKUP_INSTANCE -> add(resource, "backup/postgresql", 1);
      // By use only, or nothing: networks, identities, vaults, storage accounts, zones' links …
      // A gateway's public address is in the price of the gateway.
      default -> {}
    }
  }

  private void add(TemplateResource resource, String key, double units) {
    add(resource, "", key, units);
  }

  private void add(TemplateResource resource, String part, String key, double units) {
    all.add(new Quantity(resource, part, key, resource.location().orElse(region()), units));
  }

  private void hours(TemplateResource resource, String key, double machines) {
    add(resource, key, HOURS * machines);
  }

  private String region() {
    return template.group().location();
  }

  private void cluster(TemplateResource resource, JsonNode sku, JsonNode properties) {
    hours(resource, "aks/" + sku.path("tier").asText(), 1);
    for (JsonNode pool : properties.path("agentPoolProfiles")) {
      boolean spot = pool.path("scaleSetPriority").asText().equals("Spot");
      hours(
          resource,
          (spot ? "spot/" : "vm/") + pool.path("vmSize").asText(),
          pool.path("count").asInt());
      if (pool.path("osDiskType").asText().equals("Managed")) {
        add(resource, disk(pool.path("osDiskSizeGB").asInt()), pool.path("count").asInt());
      }
    }
    hours(resource, "load-balancer/Standard", 1);
    hours(resource, "public-address/Standard", 1);
  }

  /** A managed disk of premium storage is paid for by the smallest size that holds it. */
  private static String disk(int gigabytes) {
    int tier = 10;
    for (int size = 128; size < gigabytes; size *= 2) {
      tier += size < 512 ? 5 : 10;
    }
    return "disk/P" + tier;
  }

  /** A standby is a second machine with a second disk; a replica has the disk of its source. */
  private void server(TemplateResource resource, JsonNode sku, JsonNode properties) {
    boolean standby =
        properties.path("highAvailability").path("mode").asText("Disabled").equals("ZoneRedundant")
            || properties.path("highAvailability").path("mode").asText().equals("SameZone");
    boolean replica = properties.has("sourceServerResourceId");
    JsonNode storage = replica ? source(properties) : properties.path("storage");
    machine(resource, replica ? "replica" : "primary", sku, storage);
    if (standby) {
      machine(resource, "standby", sku, storage);
    }
  }

  private JsonNode source(JsonNode properties) {
    return template
        .resource(properties.path("sourceServerResourceId").asText())
        .orElseThrow()
        .fields()
        .at("/properties/storage");
  }

  private void machine(TemplateResource resource, String part, JsonNode sku, JsonNode storage) {
    add(resource, part, "postgresql/" + sku.path("name").asText(), HOURS);
    add(resource, part, "postgresql-storage", storage.path("storageSizeGB").asDouble());
    if (storage.has("tier")) {
      add(resource, part, "postgresql-tier/" + storage.path("tier").asText(), 1);
    }
  }

  /**
   * A Premium cache is paid for by its nodes, which are the primary and the replicas of each shard;
   * a Standard one by its pair.
   */
  private void cache(TemplateResource resource, JsonNode properties) {
    JsonNode sku = properties.path("sku");
    String tier = sku.path("name").asText();
    int nodes =
        tier.equals("Premium")
            ? Math.max(1, properties.path("shardCount").asInt(1))
                * (1 + properties.path("replicasPerPrimary").asInt(1))
            : 1;
    hours(
        resource,
        "redis/" + tier + "/" + sku.path("family").asText() + sku.path("capacity").asText(),
        nodes);
  }

  /** By its nodes, which are two where it is highly available. */
  private void managedRedis(TemplateResource resource, JsonNode sku, JsonNode properties) {
    boolean pair = !properties.path("highAvailability").asText().equals("Disabled");
    hours(resource, "managed-redis/" + sku.path("name").asText(), pair ? 2 : 1);
  }

  private void broker(TemplateResource resource, JsonNode sku) {
    String tier = sku.path("name").asText();
    if (tier.equals("Premium")) {
      hours(resource, "service-bus/Premium", sku.path("capacity").asInt());
    } else if (tier.equals("Standard")) {
      hours(resource, "service-bus/Standard", 1);
    }
  }

  /** An instance reserves ten capacity units; autoscaled ones count with the least. */
  private void gateway(TemplateResource resource, JsonNode properties) {
    String sku = properties.path("sku").path("name").asText();
    int instances =
        properties
            .path("autoscaleConfiguration")
            .path("minCapacity")
            .asInt(properties.path("sku").path("capacity").asInt());
    hours(resource, "gateway/" + sku, 1);
    hours(resource, "gateway-capacity/" + sku, instances * 10);
  }

  /** What a workspace takes in is known where it has a daily cap. */
  private void workspace(TemplateResource resource, JsonNode properties) {
    JsonNode cap = properties.path("workspaceCapping").path("dailyQuotaGb");
    if (cap.isNumber()) {
      add(resource, "log-analytics/ingested", cap.asDouble() * DAYS);
    }
  }
}
