package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Fills what the format needs and the documents do not say. Every such value is noted as assumed
 * and listed under {@code statements.assumed}, so that nobody takes it for the team's intent; a
 * merge lets an earlier blueprint's value stand in its place.
 */
final class Completion {
  /** What a component is called that a document speaks of without naming it. */
  private static final Map<String, String> NAMES =
      Map.of(
          "postgresql", "Azure Database for PostgreSQL Flexible Server",
          "redis", "Azure Cache for Redis",
          "service-bus", "Azure Service Bus",
          "key-vault", "Azure Key Vault",
          "log-analytics", "Log Analytics",
          "application-insights", "Application Insights",
          "container-registry", "Azure Container Registry");

  private final Draft draft;
  private final Notes notes;
  private final Place start;
  private final String environment;
  private final List<String> assumed = new ArrayList<>();

  Completion(Draft draft, Notes notes, Place start, String environment) {
    this.draft = draft;
    this.notes = notes;
    this.start = start;
    this.environment = environment;
  }

  /** Values that no document states, as {@code owner.field}. */
  List<String> complete() {
    ObjectNode root = draft.root();
    ObjectNode region = root.withObjectProperty("region");
    assume(region, "region", "primary", "koreacentral");
    assume(region, "region", "timeZone", "Asia/Seoul");
    root.withObjectProperty("objectives");
    NAMES.forEach((id, name) ->
        draft
            .component(id)
            .filter(c -> c.path("name").asText().equals(id))
            .ifPresent(c -> c.put("name", name)));
    network(root);
    cluster(root.withObjectProperty("cluster"));
    draft.list("services").forEach(this::service);
    draft.list("databaseServers").forEach(s -> server(s, region));
    draft.list("caches").forEach(this::cache);
    cacheTiers(root);
    draft.list("messageBrokers").forEach(this::broker);
    draft
        .list("managedServices")
        .forEach(m -> assume(m, m.get("id").asText(), "type", m.get("id").asText()));
    draft.list("alertRules").forEach(this::alertRule);
    entrance(root);
    if (root.has("changePolicy")) {
      ObjectNode policy = root.withObjectProperty("changePolicy");
      for (String field :
          new String[] {
            "approvalRequired", "testingRequired", "rollbackPlanRequired", "automaticRollback"
          }) {
        assume(policy, "changePolicy", field, false);
      }
    }
    return assumed;
  }

  private void network(ObjectNode root) {
    if (!root.has("network")) {
      return;
    }
    ObjectNode network = root.withObjectProperty("network");
    fill(network, "id", "vnet");
    fill(network, "name", "Virtual Network");
    assume(network, "network", "addressSpace", "10.0.0.0/16");
    placements();
    for (ObjectNode endpoint : draft.list("network.privateEndpoints")) {
      if (!endpoint.has("target")) {
        target(endpoint)
            .ifPresentOrElse(
                t -> endpoint.put("target", t),
                () -> {
                  notes.add(
                      Kind.QUESTION,
                      place(endpoint),
                      "nothing says what the private endpoint "
                          + endpoint.get("name")
                          + " leads to; it is left out");
                  endpoint.put("drop", true);
                });
      }
      if (!endpoint.has("subnet") && endpoint.has("address")) {
        subnetOf(endpoint.get("address").asText())
            .ifPresentOrElse(
                s -> endpoint.put("subnet", s),
                () ->
                    notes.add(
                        Kind.QUESTION,
                        place(endpoint),
                        "the address "
                            + endpoint.get("address").asText()
                            + " of "
                            + endpoint.get("name")
                            + " is in none of the subnets that the documents name"));
      }
    }
    var kept = network.withArrayProperty("privateEndpoints");
    for (int i = kept.size() - 1; i >= 0; i--) {
      if (kept.get(i).has("drop")) {
        kept.remove(i);
      }
    }
  }

  /** What a subnet says that it is for stands in it. */
  private void placements() {
    for (ObjectNode subnet : draft.list("network.subnets")) {
      String words =
          (subnet.path("purpose").asText() + " " + subnet.get("name").asText())
              .toLowerCase(Locale.ROOT);
      String id = subnet.get("id").asText();
      if (words.contains("aks") || words.contains("application subnet")) {
        fill(draft.root().withObjectProperty("cluster"), "subnet", id);
      }
      if (words.contains("postgresql") || words.contains("database")) {
        draft.list("databaseServers").forEach(s -> fill(s, "subnet", id));
      }
      if (words.contains("redis") || words.contains("cache")) {
        draft.list("caches").forEach(c -> fill(c, "subnet", id));
      }
      if (words.contains("gateway")
          && draft.root().path("entrance").get("applicationGateway")
              instanceof ObjectNode gateway) {
        fill(gateway, "subnet", id);
      }
    }
  }

  private static Place place(ObjectNode node) {
    return BoxReader.place(Source.parse(node.path("source").asText("document:1")));
  }

  /** An endpoint that is called after what it leads to. */
  private Optional<String> target(ObjectNode endpoint) {
    String name = Dictionary.folded(endpoint.get("name").asText());
    String list =
        name.contains("postgres")
            ? "databaseServers"
            : name.contains("redis")
                ? "caches"
                : name.contains("servicebus") ? "messageBrokers" : "managedServices";
    return draft.list(list).stream()
        .filter(c ->
            !list.equals("managedServices")
                || Dictionary.folded(c.get("id").asText()).contains(name))
        .map(c -> {
          c.path("id");
          endpoint.put("name", endpoint.get("name").asText());
          if (c.path("id").asText().equals(endpoint.get("id").asText())) {
            endpoint.put("id", "private-endpoint-" + c.get("id").asText());
          }
          return c.get("id").asText();
        })
        .findFirst();
  }

  private Optional<String> subnetOf(String address) {
    return draft.list("network.subnets").stream()
        .filter(s -> s.has("addressPrefix") && contains(s.get("addressPrefix").asText(), address))
        .map(s -> s.get("id").asText())
        .findFirst();
  }

  private static boolean contains(String range, String address) {
    String[] parts = range.split("/");
    int bits = Integer.parseInt(parts[1]);
    long mask = bits == 0 ? 0 : -1L << (32 - bits);
    return bits <= 32 && (number(parts[0]) & mask) == (number(address) & mask);
  }

  private static long number(String address) {
    long number = 0;
    for (String part : address.split("\\.")) {
      number = (number << 8) | (Integer.parseInt(part) & 0xFF);
    }
    return number;
  }

  private void cluster(ObjectNode cluster) {
    fill(cluster, "id", "aks");
    fill(cluster, "name", "Azure Kubernetes Service");
    assume(cluster, "aks", "privateCluster", false);
    assume(cluster, "aks", "namespace", environment);
    for (ObjectNode pool : draft.list("cluster.nodePools")) {
      String id = pool.get("id").asText();
      assume(pool, id, "mode", id.contains("system") ? "System" : "User");
      assume(pool, id, "vmSize", "Standard_D4s_v3");
      Dictionary.Size size =
          draft.dictionary().sizes().get(pool.get("vmSize").asText().replace("Standard_", ""));
      if (size != null) {
        fill(pool, "cpus", size.cpus());
        fill(pool, "memory", size.memory());
      }
      assume(pool, id, "cpus", 4);
      assume(pool, id, "memory", "16Gi");
      assume(pool, id, "count", 3);
      assume(pool, id, "autoscaling", pool.has("minCount") && pool.has("maxCount"));
      assume(pool, id, "minCount", pool.get("count").asInt());
      assume(
          pool, id, "maxCount", Math.max(pool.get("count").asInt(), pool.get("minCount").asInt()));
    }
    if (cluster.get("spread") instanceof ObjectNode spread) {
      assume(spread, "cluster.spread", "acrossZones", false);
      assume(spread, "cluster.spread", "antiAffinityByNode", false);
    }
  }

  private void service(ObjectNode service) {
    String id = service.get("id").asText();
    fill(service, "deployment", id);
    assume(service, id, "replicas", service.path("autoscaling").path("minReplicas").asInt(1));
    assume(service, id, "port", 8080);
    for (String resources : new String[] {"requests", "limits"}) {
      if (service.get(resources) instanceof ObjectNode given
          && (!given.has("cpu") || !given.has("memory"))) {
        notes.add(
            Kind.QUESTION,
            place(service),
            id + " has " + resources + " of one sort only; they are left out");
        service.remove(resources);
      }
    }
    List<String> user =
        draft.list("cluster.nodePools").stream()
            .filter(p -> p.path("mode").asText().equals("User"))
            .map(p -> p.get("id").asText())
            .toList();
    if (user.size() == 1) {
      fill(service, "nodePool", user.getFirst());
    }
  }

  private void server(ObjectNode server, ObjectNode region) {
    String id = server.get("id").asText();
    if (!server.has("resourceName") && server.has("host")) {
      fill(server, "resourceName", server.get("host").asText().replaceAll("\\..*", ""));
    }
    fill(server, "resourceName", id);
    assume(server, id, "port", 5432);
    assume(server, id, "sku", "Standard_D2s_v3");
    assume(
        server,
        id,
        "tier",
        server.get("sku").asText().startsWith("Standard_E") ? "MemoryOptimized" : "GeneralPurpose");
    assume(server, id, "storageGigabytes", 128);
    assume(server, id, "location", region.get("primary").asText());
    assume(server, id, "highAvailability", "Disabled");
    fill(server, "privateEndpoint", false);
    server.path("replicas").forEach(r -> replica((ObjectNode) r, server));
    if (server.get("backup") instanceof ObjectNode backup) {
      assume(backup, id + ".backup", "retentionDays", 7);
      assume(backup, id + ".backup", "geoRedundant", false);
      assume(backup, id + ".backup", "pointInTimeRestore", true);
    }
    if (server.get("connectionPool") instanceof ObjectNode pool) {
      fill(pool, "technology", "HikariCP");
    }
    if (server.get("replication") instanceof ObjectNode replication) {
      assume(replication, id + ".replication", "automaticFailover", false);
    }
  }

  private void replica(ObjectNode replica, ObjectNode server) {
    String id = replica.get("id").asText();
    fill(
        replica,
        "resourceName",
        id.startsWith("replica") ? server.get("resourceName").asText() + "-" + id : id);
    assume(replica, id, "location", server.get("location").asText());
    assume(replica, id, "sku", server.get("sku").asText());
    assume(replica, id, "tier", server.get("tier").asText());
  }

  private void cache(ObjectNode cache) {
    String id = cache.get("id").asText();
    if (cache.has("host")) {
      fill(cache, "resourceName", cache.get("host").asText().replaceAll("\\..*", ""));
    }
    fill(cache, "resourceName", id);
    assume(cache, id, "port", 6380);
    assume(cache, id, "tier", "Standard");
    assume(cache, id, "clustering", cache.path("shards").asInt() > 1);
    assume(cache, id, "shards", 1);
    assume(cache, id, "replicasPerShard", cache.get("tier").asText().equals("Basic") ? 0 : 1);
    assume(cache, id, "zoneRedundant", false);
    assume(cache, id, "authenticationRequired", true);
    fill(cache, "privateEndpoint", false);
    assume(cache, id, "geoReplication", false);
    if (cache.get("persistence") instanceof ObjectNode persistence) {
      assume(persistence, id + ".persistence", "appendOnly", false);
    }
  }

  /** A tier without a time to live is none that a service could be built on. */
  private void cacheTiers(ObjectNode root) {
    if (!(root.get("cacheStrategy") instanceof ObjectNode strategy)) {
      return;
    }
    for (String name : new String[] {"local", "distributed"}) {
      if (strategy.get(name) instanceof ObjectNode tier) {
        if (!tier.has("timeToLive")) {
          notes.add(
              Kind.QUESTION,
              start,
              "no document says how long the " + name + " cache keeps a value");
          strategy.remove(name);
        } else {
          assume(
              tier,
              "cacheStrategy." + name,
              "technology",
              name.equals("local") ? "Caffeine Cache" : "Redis");
        }
      }
    }
  }

  private void broker(ObjectNode broker) {
    String id = broker.get("id").asText();
    fill(broker, "resourceName", id);
    assume(broker, id, "tier", "Standard");
    fill(broker, "privateEndpoint", false);
    assume(broker, id, "managedIdentity", false);
  }

  private void alertRule(ObjectNode rule) {
    String id = rule.get("id").asText();
    assume(rule, id, "window", "PT5M");
    assume(rule, id, "unit", "count");
    assume(rule, id, "severity", "warning");
    fill(rule, "metric", rule.get("name").asText());
  }

  private void entrance(ObjectNode root) {
    if (root.path("entrance").get("frontDoor") instanceof ObjectNode door) {
      fill(door, "id", "front-door");
      fill(door, "name", "Azure Front Door");
      assume(door, "front-door", "contentDelivery", false);
      assume(door, "front-door", "ddosProtection", false);
    }
    if (root.path("entrance").get("applicationGateway") instanceof ObjectNode gateway) {
      fill(gateway, "id", "application-gateway");
      fill(gateway, "name", "Application Gateway");
      assume(gateway, "application-gateway", "sku", "WAF_v2");
      assume(gateway, "application-gateway", "autoscaling", false);
    }
  }

  /** A value that follows from others, or is only a name. */
  private static void fill(ObjectNode owner, String field, Object value) {
    if (!owner.has(field)) {
      owner.set(field, node(value));
    }
  }

  private void assume(ObjectNode owner, String path, String field, Object value) {
    if (owner.has(field)) {
      return;
    }
    owner.set(field, node(value));
    assumed.add(path + "." + field);
    notes.add(
        Kind.ASSUMED,
        start,
        path + "." + field + " is taken to be " + value + ": no document says it");
    ObjectNode statement = Draft.JSON.objectNode();
    statement.put("key", path + "." + field);
    statement.set("value", node(value));
    draft.root().withObjectProperty("statements").withArrayProperty("assumed").add(statement);
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case Integer i -> Draft.JSON.numberNode(i);
      case Boolean b -> Draft.JSON.booleanNode(b);
      default -> Draft.JSON.textNode(String.valueOf(value));
    };
  }
}
