package io.pilothouse.blueprints.adopting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.KeyVault;
import io.pilothouse.sharedmodel.estate.PrivateEndpoint;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.estate.VirtualNetwork;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The servers, caches, brokers, vaults and the network that stand beside the cluster. */
final class AdoptedAzure {
  private final Snapshot snapshot;
  private final Ids ids;
  private final List<Sentence> notes;

  AdoptedAzure(Snapshot snapshot, Ids ids, List<Sentence> notes) {
    this.snapshot = snapshot;
    this.ids = ids;
    this.notes = notes;
  }

  /** The id of an adopted subnet. */
  Optional<String> subnet(Optional<ResourceId> live) {
    return live.flatMap(ids::known);
  }

  void network(ObjectNode root) {
    List<VirtualNetwork> networks = snapshot.all(VirtualNetwork.class);
    networks.stream().skip(1).forEach(n -> notes.add(Sentence.of("adopt.left-out", n.name())));
    networks.stream()
        .filter(n -> !n.addressSpace().isEmpty())
        .findFirst()
        .ifPresent(live -> {
          ObjectNode network = root.putObject("network");
          network.put("id", ids.of(live.id(), "vnet", "network")).put("name", live.name());
          network.put("addressSpace", live.addressSpace().getFirst());
          ArrayNode subnets = network.putArray("subnets");
          for (VirtualNetwork.Subnet each : live.subnets()) {
            if (!each.addressPrefixes().isEmpty()) {
              ObjectNode subnet = subnets.addObject();
              subnet.put("id", ids.of(each.id(), each.name(), "subnet")).put("name", each.name());
              subnet.put("addressPrefix", each.addressPrefixes().getFirst());
              each.delegations().stream().findFirst().ifPresent(d -> subnet.put("delegation", d));
              each.serviceEndpoints().forEach(subnet.putArray("serviceEndpoints")::add);
            }
          }
        });
  }

  void servers(ObjectNode root) {
    ArrayNode list = root.putArray("databaseServers");
    List<FlexibleServer> all = snapshot.all(FlexibleServer.class);
    for (FlexibleServer live : all) {
      boolean replicaOfAnother =
          live.replica()
              && live.sourceServer()
                  .filter(s -> all.stream().anyMatch(o -> o.id().equals(s)))
                  .isPresent();
      if (!replicaOfAnother) {
        described(live).ifPresent(list::add);
      }
    }
  }

  private Optional<ObjectNode> described(FlexibleServer live) {
    if (live.sku().isEmpty() || live.tier().isEmpty() || live.storageGigabytes().isEmpty()) {
      notes.add(Sentence.of("adopt.left-out", live.name()));
      return Optional.empty();
    }
    ObjectNode server = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    server.put("id", ids.of(live.id(), live.name(), "server")).put("name", live.name());
    server.put("resourceName", live.name());
    live.host().ifPresent(h -> server.put("host", h));
    server.put("port", 5432);
    live.version()
        .filter(v -> v.matches("\\d{1,2}(\\.\\d{1,3})?"))
        .ifPresent(v -> server.put("version", v));
    server.put("tier", live.tier().get()).put("sku", live.sku().get());
    server.put("storageGigabytes", live.storageGigabytes().get());
    server.put("location", region(live.location()));
    live.zone().ifPresent(z -> server.put("zone", z));
    String mode = live.highAvailabilityMode();
    server.put("highAvailability", mode.matches("ZoneRedundant|SameZone") ? mode : "Disabled");
    live.standbyZone().ifPresent(z -> server.put("standbyZone", z));
    ArrayNode replicas = server.putArray("replicas");
    snapshot.all(FlexibleServer.class).stream()
        .filter(r -> r.replica() && r.sourceServer().filter(live.id()::equals).isPresent())
        .forEach(r -> replica(replicas.addObject(), r, live));
    if (live.backupRetentionDays().isPresent()) {
      server
          .putObject("backup")
          .put("retentionDays", live.backupRetentionDays().get())
          .put("geoRedundant", live.geoRedundantBackup().orElse(false))
          .put("pointInTimeRestore", true);
    }
    server.put("privateEndpoint", endpoint(live.id()));
    subnet(live.network().delegatedSubnet()).ifPresent(s -> server.put("subnet", s));
    return Optional.of(server);
  }

  private void replica(ObjectNode replica, FlexibleServer live, FlexibleServer primary) {
    replica.put("id", ids.of(live.id(), live.name(), "replica")).put("name", live.name());
    replica.put("resourceName", live.name()).put("location", region(live.location()));
    live.zone().ifPresent(z -> replica.put("zone", z));
    replica.put("tier", live.tier().or(primary::tier).orElse("GeneralPurpose"));
    replica.put("sku", live.sku().or(primary::sku).orElse(""));
  }

  void caches(ObjectNode root) {
    ArrayNode list = root.putArray("caches");
    for (RedisCache live : snapshot.all(RedisCache.class)) {
      ObjectNode cache = list.addObject();
      cache.put("id", ids.of(live.id(), live.name(), "cache")).put("name", live.name());
      cache.put("resourceName", live.name());
      live.host().ifPresent(h -> cache.put("host", h));
      cache.put("port", live.sslPort().orElse(6380)).put("tier", live.sku());
      live.family()
          .flatMap(f -> live.capacity().map(c -> f + c))
          .ifPresent(c -> cache.put("capacity", c));
      cache.put("clustering", live.shards().isPresent());
      cache.put("shards", live.shards().orElse(1));
      cache.put(
          "replicasPerShard", live.replicasPerPrimary().orElse(live.sku().equals("Basic") ? 0 : 1));
      cache.put("zoneRedundant", live.zones().size() > 1);
      live.persistence()
          .filter(p -> p.snapshots() || p.appendOnly())
          .ifPresent(p -> {
            ObjectNode kept = cache.putObject("persistence").put("appendOnly", p.appendOnly());
            p.snapshotInterval()
                .filter(i -> p.snapshots())
                .ifPresent(i -> kept.put("snapshotInterval", i.toString()));
          });
      cache.put("authenticationRequired", true).put("privateEndpoint", endpoint(live.id()));
      cache.put("geoReplication", !live.links().isEmpty());
      subnet(live.subnet()).ifPresent(s -> cache.put("subnet", s));
    }
  }

  void brokers(ObjectNode root) {
    ArrayNode list = root.putArray("messageBrokers");
    for (ServiceBusNamespace live : snapshot.all(ServiceBusNamespace.class)) {
      ObjectNode broker = list.addObject();
      broker.put("id", ids.of(live.id(), live.name(), "broker")).put("name", live.name());
      broker.put("resourceName", live.name()).put("tier", live.sku().orElse("Standard"));
      live.messagingUnits().ifPresent(u -> broker.put("messagingUnits", u));
      broker.put("privateEndpoint", endpoint(live.id()));
      broker.put("managedIdentity", live.localAuthenticationDisabled().orElse(false));
      ArrayNode queues = broker.putArray("queues");
      for (ServiceBusNamespace.Queue each : live.queues()) {
        ObjectNode queue = queues.addObject();
        queue.put("id", ids.of(each.name(), "queue")).put("name", each.name());
        each.maximumMegabytes().ifPresent(m -> queue.put("maximumGigabytes", m / 1024.0));
        each.duplicateDetection().ifPresent(d -> queue.put("duplicateDetection", d));
        each.sessions().ifPresent(s -> queue.put("sessions", s));
        each.partitioned().ifPresent(p -> queue.put("partitioned", p));
        each.deadLetterOnExpiration().ifPresent(d -> queue.put("deadLettering", d));
      }
      ArrayNode topics = broker.putArray("topics");
      for (ServiceBusNamespace.Topic each : live.topics()) {
        ObjectNode topic = topics.addObject();
        topic.put("id", ids.of(each.name(), "topic")).put("name", each.name());
        ArrayNode subscriptions = topic.putArray("subscriptions");
        each.subscriptions().forEach(s -> subscriptions.add(s.name()));
      }
    }
  }

  void vaults(ObjectNode root) {
    ArrayNode list = root.putArray("managedServices");
    for (KeyVault live : snapshot.all(KeyVault.class)) {
      ObjectNode vault = list.addObject();
      vault.put("id", ids.of(live.id(), live.name(), "vault")).put("name", live.name());
      vault.put("type", "key-vault").put("resourceName", live.name());
      live.sku().ifPresent(s -> vault.put("sku", s));
    }
  }

  /** After all that an endpoint may lead to. */
  void endpoints(ObjectNode root) {
    if (!root.has("network")) {
      return;
    }
    ArrayNode list = root.withObjectProperty("network").putArray("privateEndpoints");
    for (PrivateEndpoint live : snapshot.all(PrivateEndpoint.class)) {
      Optional<String> target = live.target().flatMap(ids::known);
      if (target.isEmpty()) {
        notes.add(Sentence.of("adopt.left-out", live.name()));
        continue;
      }
      ObjectNode endpoint = list.addObject();
      endpoint.put("id", ids.of(live.id(), live.name(), "endpoint")).put("name", live.name());
      endpoint.put("target", target.get());
      subnet(live.subnet()).ifPresent(s -> endpoint.put("subnet", s));
      live.addresses().stream().findFirst().ifPresent(a -> endpoint.put("address", a));
    }
  }

  private boolean endpoint(ResourceId target) {
    return snapshot.all(PrivateEndpoint.class).stream()
        .anyMatch(e -> e.target().filter(target::equals).isPresent());
  }

  /** A region by its programmatic name. */
  static String region(String location) {
    return location.toLowerCase(Locale.ROOT).replace(" ", "");
  }
}
