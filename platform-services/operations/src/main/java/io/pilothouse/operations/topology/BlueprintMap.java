package io.pilothouse.operations.topology;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Relation;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Draws a blueprint: region, virtual network, subnet, cluster and node pool as nested containers;
 * everything that does work as an item. Ids are the blueprint's own; a server's standby is {@code
 * <server>-standby} and a region {@code region-<name>}.
 */
public final class BlueprintMap {
  private static final String STANDBY = " standby";

  /** Types of managed services that stand in front of the system, or are somebody else's. */
  private static final Set<String> OUTSIDE = Set.of("external-api", "users", "content-delivery");

  private final Blueprint blueprint;
  private final Map<String, SystemMap.Container> containers = new LinkedHashMap<>();
  private final Map<String, SystemMap.Item> items = new LinkedHashMap<>();
  private final Set<SystemMap.Edge> edges = new LinkedHashSet<>();

  /** Edges that follow from what a component is; the document's own words on one come first. */
  private final List<SystemMap.Edge> derived = new ArrayList<>();

  private BlueprintMap(Blueprint blueprint) {
    this.blueprint = blueprint;
  }

  /** The map of a blueprint. */
  public static SystemMap of(Blueprint blueprint) {
    return new BlueprintMap(blueprint).draw();
  }

  /** The id of the item that stands for a server's standby. */
  public static String standbyOf(DatabaseServer server) {
    return server.id() + "-standby";
  }

  /** What a standby is called, which has no name of its own in any document. */
  public static String standbyName(DatabaseServer server) {
    return server.name() + STANDBY;
  }

  /**
   * A component's name for a person: a document's own stays as it is, ours is said in the person's
   * language.
   */
  public static Sentence said(String kind, String name) {
    return kind.equals("database-standby") && name.endsWith(STANDBY)
        ? Sentence.of(
            "operations.name.standby", name.substring(0, name.length() - STANDBY.length()))
        : Sentence.verbatim(name);
  }

  /** Whether the document asks for a standby. */
  public static boolean hasStandby(DatabaseServer server) {
    return !server.highAvailability().isBlank()
        && !server.highAvailability().equalsIgnoreCase("Disabled");
  }

  private SystemMap draw() {
    String home = region(blueprint.region().primary());
    blueprint.network().ifPresent(n -> network(n, home));
    cluster(blueprint.cluster(), home);
    blueprint.entrance().ifPresent(e -> entrance(e, home));
    blueprint.services().forEach(this::service);
    blueprint.databaseServers().forEach(this::databaseServer);
    blueprint.caches().forEach(c -> cache(c, home));
    blueprint.messageBrokers().forEach(b -> messageBroker(b, home));
    blueprint.managedServices().forEach(m -> managedService(m, home));
    blueprint.externalSystems().forEach(this::externalSystem);
    relations();
    derived.forEach(e -> edge(e.from(), e.to(), e.type(), e.label()));
    return new SystemMap(
        blueprint.system(),
        blueprint.name(),
        false,
        List.copyOf(containers.values()),
        List.copyOf(items.values()),
        List.copyOf(edges));
  }

  /** The container of a region, drawn when the first component stands in it. */
  private String region(String location) {
    String name = location.toLowerCase(Locale.ROOT).replace(" ", "");
    String id = "region-" + name;
    boolean recovery =
        !name.equals(blueprint.region().primary())
            && blueprint
                .region()
                .disasterRecovery()
                .map(r -> r.toLowerCase(Locale.ROOT).replace(" ", "").equals(name))
                .orElse(false);
    container(
        id,
        "region",
        name,
        recovery ? Optional.of(Sentence.of("operations.map.recovery")) : Optional.empty(),
        Optional.empty());
    return id;
  }

  private void network(Network network, String region) {
    container(
        network.id(),
        "virtual-network",
        network.name(),
        words(network.addressSpace()),
        Optional.of(region));
    for (Subnet subnet : network.subnets()) {
      container(
          subnet.id(),
          "subnet",
          subnet.name(),
          words(subnet.addressPrefix()),
          Optional.of(network.id()));
    }
  }

  private void cluster(Cluster cluster, String region) {
    String version = cluster.kubernetesVersion().map(v -> " " + v).orElse("");
    String tier = cluster.tier().map(t -> " · " + t).orElse("");
    String mesh = cluster.serviceMesh().map(m -> " · " + m).orElse("");
    container(
        cluster.id(),
        "cluster",
        cluster.name(),
        words("Kubernetes" + version + tier + mesh),
        Optional.of(inSubnet(cluster.subnet(), region)));
    for (Cluster.NodePool pool : cluster.nodePools()) {
      String count =
          pool.autoscaling()
              ? pool.minCount() + "–" + pool.maxCount()
              : Integer.toString(pool.count());
      String type = pool.vmSize() + (pool.spot().orElse(false) ? " spot" : "");
      Sentence size =
          pool.zones().isEmpty()
              ? Sentence.verbatim(type + " × " + count)
              : Sentence.of("operations.map.pool.zones", type, count, pool.zones());
      container(pool.id(), "node-pool", pool.name(), Optional.of(size), Optional.of(cluster.id()));
    }
  }

  private void entrance(Entrance entrance, String region) {
    entrance
        .frontDoor()
        .ifPresent(f ->
            item(
                f.id(),
                "front-door",
                f.name(),
                f.contentDelivery() ? words("CDN") : Optional.empty(),
                Optional.empty()));
    entrance
        .applicationGateway()
        .ifPresent(g -> {
          String firewall = g.firewall().isPresent() ? " · WAF" : "";
          String place =
              g.subnet()
                  .filter(containers::containsKey)
                  .or(() -> blueprint.network().map(Network::id))
                  .orElse(region);
          item(
              g.id(),
              "application-gateway",
              g.name(),
              words(g.sku() + firewall),
              Optional.of(place));
        });
  }

  private void service(Service service) {
    Sentence range =
        service
            .autoscaling()
            .flatMap(
                a -> a.minReplicas().flatMap(min -> a.maxReplicas().map(max -> min + "–" + max)))
            .map(r -> Sentence.verbatim("HPA " + r))
            .orElseGet(() -> Sentence.of("operations.map.replicas", service.replicas()));
    String pool =
        service.nodePool().filter(containers::containsKey).orElse(blueprint.cluster().id());
    item(service.id(), "service", service.name(), Optional.of(range), Optional.of(pool));
  }

  private void databaseServer(DatabaseServer server) {
    String place = placeOf(server.deployment(), server.subnet(), region(server.location()));
    item(
        server.id(),
        "database-server",
        server.name(),
        Optional.of(zoned(server.sku(), server.zone())),
        Optional.of(place));
    if (hasStandby(server)) {
      String standby = standbyOf(server);
      item(
          standby,
          "database-standby",
          standbyName(server),
          Optional.of(zoned(server.highAvailability(), server.standbyZone())),
          Optional.of(place));
      derived.add(
          new SystemMap.Edge(server.id(), standby, "replication", Optional.of("synchronous")));
    }
    for (DatabaseServer.Replica replica : server.replicas()) {
      String region = region(replica.location());
      item(
          replica.id(),
          "database-replica",
          replica.name(),
          Optional.of(zoned(replica.sku(), replica.zone())),
          Optional.of(
              region.equals(region(server.location()))
                  ? inSubnet(server.subnet(), region)
                  : region));
      derived.add(
          new SystemMap.Edge(
              server.id(), replica.id(), "replication", Optional.of("asynchronous")));
    }
  }

  private void cache(Cache cache, String region) {
    String size = cache.capacity().map(c -> " " + c).orElse("");
    Sentence detail =
        cache.clustering()
            ? Sentence.of("operations.map.shards", cache.tier() + size, cache.shards())
            : Sentence.verbatim(cache.tier() + size);
    item(
        cache.id(),
        "cache",
        cache.name(),
        Optional.of(detail),
        Optional.of(placeOf(cache.deployment(), cache.subnet(), region)));
  }

  private void messageBroker(MessageBroker broker, String region) {
    String place = inSubnet(broker.subnet(), region);
    item(broker.id(), "message-broker", broker.name(), words(broker.tier()), Optional.of(place));
    for (MessageBroker.Queue queue : broker.queues()) {
      Optional<Sentence> detail =
          queue
              .deadLettering()
              .filter(d -> d)
              .map(d -> Sentence.of("operations.map.dead-letters"))
              .or(() -> queue.purpose().map(Sentence::verbatim));
      item(queue.id(), "queue", queue.name(), detail, Optional.of(place));
      derived.add(new SystemMap.Edge(broker.id(), queue.id(), "message", Optional.empty()));
    }
    for (MessageBroker.Topic topic : broker.topics()) {
      item(
          topic.id(),
          "topic",
          topic.name(),
          Optional.of(Sentence.of("operations.map.subscriptions", topic.subscriptions().size())),
          Optional.of(place));
      derived.add(new SystemMap.Edge(broker.id(), topic.id(), "message", Optional.empty()));
    }
  }

  private void externalSystem(ExternalSystem system) {
    item(
        system.id(),
        "external-api",
        system.name(),
        system.purpose().map(Sentence::verbatim),
        Optional.empty());
  }

  private void managedService(ManagedService service, String region) {
    boolean outside = OUTSIDE.contains(service.type());
    String place =
        service
            .runsIn()
            .filter(containers::containsKey)
            .orElseGet(() -> inSubnet(service.subnet(), region));
    item(
        service.id(),
        service.type(),
        service.name(),
        service.sku().map(Sentence::verbatim),
        outside ? Optional.empty() : Optional.of(place));
  }

  /** Edges of the document; one to a private endpoint leads to what stands behind it. */
  private void relations() {
    Map<String, String> behind = new HashMap<>();
    blueprint
        .network()
        .ifPresent(n -> n.privateEndpoints().forEach(e -> behind.put(e.id(), e.target())));
    for (Relation relation : blueprint.relations()) {
      for (String from : ends(behind.getOrDefault(relation.from(), relation.from()))) {
        for (String to : ends(behind.getOrDefault(relation.to(), relation.to()))) {
          edge(from, to, relation.type().name().toLowerCase(Locale.ROOT), relation.label());
        }
      }
    }
  }

  /** An item itself; for the cluster or a pool, which are containers, the services in it. */
  private List<String> ends(String id) {
    if (items.containsKey(id)) {
      return List.of(id);
    }
    List<String> inside = new ArrayList<>();
    for (Service service : blueprint.services()) {
      if (id.equals(blueprint.cluster().id())
          || service.nodePool().filter(id::equals).isPresent()) {
        inside.add(service.id());
      }
    }
    return inside;
  }

  private static Optional<Sentence> words(String words) {
    return Optional.of(Sentence.verbatim(words));
  }

  private static Sentence zoned(String what, Optional<String> zone) {
    return zone.map(z -> Sentence.of("operations.map.zone", what, z))
        .orElseGet(() -> Sentence.verbatim(what));
  }

  /** A pod stands in the cluster, whatever its subnet. */
  private String placeOf(Optional<String> deployment, Optional<String> subnet, String region) {
    return deployment.isPresent() ? blueprint.cluster().id() : inSubnet(subnet, region);
  }

  private String inSubnet(Optional<String> subnet, String otherwise) {
    return subnet.filter(containers::containsKey).orElse(otherwise);
  }

  private void container(
      String id, String kind, String name, Optional<Sentence> detail, Optional<String> parent) {
    containers.putIfAbsent(id, new SystemMap.Container(id, kind, name, detail, parent));
  }

  private void item(
      String id, String kind, String name, Optional<Sentence> detail, Optional<String> parent) {
    items.putIfAbsent(id, new SystemMap.Item(id, kind, name, detail, parent));
  }

  private void edge(String from, String to, String type, Optional<String> label) {
    boolean known =
        from.equals(to)
            || edges.stream()
                .anyMatch(e -> e.from().equals(from) && e.to().equals(to) && e.type().equals(type));
    if (!known) {
      edges.add(new SystemMap.Edge(from, to, type, label));
    }
  }
}
