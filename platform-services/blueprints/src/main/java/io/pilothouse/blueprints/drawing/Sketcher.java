package io.pilothouse.blueprints.drawing;

import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Relation;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sketches a blueprint so that what it draws can be read back by the importers. */
final class Sketcher {
  private static final String SERVICES = "services";
  private static final String QUEUES = "queues";
  private static final String EXTERNAL = "external-systems";

  private final Blueprint blueprint;
  private final Dictionary dictionary;
  private final List<Sketch.Frame> frames = new ArrayList<>();
  private final List<Sketch.Box> boxes = new ArrayList<>();
  private final List<Sketch.Arrow> arrows = new ArrayList<>();
  private final Set<String> drawn = new HashSet<>();
  private final Set<String> guarded = new HashSet<>();

  private Sketcher(Blueprint blueprint, Dictionary dictionary) {
    this.blueprint = blueprint;
    this.dictionary = dictionary;
  }

  static Sketch of(Blueprint blueprint, Dictionary dictionary) {
    return new Sketcher(blueprint, dictionary).sketch();
  }

  private Sketch sketch() {
    blueprint.network().ifPresent(this::network);
    entrance();
    cluster(blueprint.cluster());
    blueprint.services().forEach(this::service);
    blueprint.databaseServers().forEach(this::server);
    blueprint.caches().forEach(this::cache);
    blueprint.messageBrokers().forEach(this::broker);
    blueprint.managedServices().forEach(this::managed);
    if (!blueprint.externalSystems().isEmpty()) {
      frames.add(new Sketch.Frame(EXTERNAL, "External Systems", Optional.empty()));
      blueprint.externalSystems().forEach(this::external);
    }
    blueprint.network().ifPresent(n -> n.privateEndpoints().forEach(this::endpoint));
    blueprint.relations().forEach(this::relation);
    return new Sketch(blueprint.name(), frames, boxes, arrows);
  }

  private void network(Network network) {
    frames.add(
        new Sketch.Frame(
            network.id(), named(network.name(), "VNet", network.addressSpace()), Optional.empty()));
    for (Subnet subnet : network.subnets()) {
      boolean same = dictionary.id(subnet.name()).equals(subnet.id());
      frames.add(
          new Sketch.Frame(
              subnet.id(),
              named(same ? subnet.name() : subnet.id(), "Subnet", subnet.addressPrefix()),
              Optional.of(network.id())));
    }
    frames.forEach(f -> drawn.add(f.id()));
  }

  private static String named(String name, String word, String range) {
    boolean said =
        name.toLowerCase(java.util.Locale.ROOT).matches(".*(vnet|virtual network|subnet|서브넷).*");
    return (said ? name : name + " " + word) + " (" + range + ")";
  }

  private void entrance() {
    blueprint
        .entrance()
        .ifPresent(e -> {
          e.frontDoor().ifPresent(d -> box(d.id(), "front-door", Optional.empty(), d.name()));
          e.applicationGateway()
              .ifPresent(g -> {
                box(
                    g.id(),
                    "application-gateway",
                    frame(g.subnet()),
                    g.name(),
                    gatewaySku(g.sku()));
              });
        });
  }

  private static String gatewaySku(String sku) {
    return sku.equalsIgnoreCase("WAF_v2") ? "WAF v2" : sku;
  }

  private void cluster(Cluster cluster) {
    boolean said =
        cluster.name().toLowerCase(java.util.Locale.ROOT).matches(".*(aks|kubernetes|쿠버네티스).*");
    String tier =
        cluster.tier().filter(t -> !cluster.name().contains(t)).map(t -> " " + t).orElse("");
    frames.add(
        new Sketch.Frame(
            cluster.id(),
            (said ? cluster.name() : cluster.name() + " AKS") + tier,
            frame(cluster.subnet())));
    drawn.add(cluster.id());
    for (Cluster.NodePool pool : cluster.nodePools()) {
      frames.add(
          new Sketch.Frame(
              pool.id(),
              pool.id().replaceFirst("-pool$", "") + " 노드 풀",
              Optional.of(cluster.id())));
      for (int i = 0; i < Math.min(pool.count(), 20); i++) {
        String zone =
            pool.zones().isEmpty() ? "" : "Zone " + pool.zones().get(i % pool.zones().size());
        box(
            pool.id() + "-node-" + (i + 1),
            "node",
            Optional.of(pool.id()),
            "Node " + (i + 1),
            zone,
            pool.vmSize());
      }
    }
    if (!blueprint.services().isEmpty()) {
      frames.add(new Sketch.Frame(SERVICES, "Services", Optional.of(cluster.id())));
    }
  }

  private void service(Service service) {
    String range =
        service
            .autoscaling()
            .flatMap(
                a -> a.minReplicas().flatMap(l -> a.maxReplicas().map(m -> ", HPA " + l + "-" + m)))
            .orElse("");
    box(
        service.id(),
        "service",
        Optional.of(SERVICES),
        service.name(),
        service.replicas() + " replicas" + range,
        service.architecture().map(a -> a + " architecture").orElse(""));
  }

  private void server(DatabaseServer server) {
    box(
        server.id(),
        "database-server",
        frame(server.subnet()),
        server.name(),
        server.zone().map(z -> "Zone " + z).orElse(""),
        server.tier().equals("GeneralPurpose") ? "GP_" + server.sku() : server.sku(),
        server.storageGigabytes() + " GB",
        server.highAvailability().equals("ZoneRedundant") ? "Zone Redundant" : "");
    for (DatabaseServer.Replica replica : server.replicas()) {
      box(
          replica.id(),
          "database-replica",
          frame(server.subnet()),
          replica.name(),
          replica.zone().map(z -> "Zone " + z).orElse(""),
          replica.sku() + ", " + replica.location());
      boolean told =
          blueprint.relations().stream()
              .anyMatch(r -> r.from().equals(server.id()) && r.to().equals(replica.id()));
      if (!told) {
        arrow(server.id(), replica.id(), true, "Replication");
      }
    }
    server
        .backup()
        .ifPresent(b -> {
          String id = server.id() + "-backup";
          box(
              id,
              "backup-policy",
              frame(server.subnet()),
              "Automated Backup",
              b.retentionDays() + " days retention" + (b.pointInTimeRestore() ? ", PITR" : ""));
          arrow(server.id(), id, true, "Auto Backup");
        });
  }

  private void cache(Cache cache) {
    String memory = cache.memoryGigabytes().map(m -> " " + plain(m) + "GB").orElse("");
    box(
        cache.id(),
        "cache",
        frame(cache.subnet()),
        cache.name(),
        cache.tier() + cache.capacity().map(c -> " " + c).orElse("") + memory,
        cache.clustering() ? cache.shards() + " shards, Cluster" : "");
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private void broker(MessageBroker broker) {
    String topics =
        broker.topics().stream().map(MessageBroker.Topic::name).collect(Collectors.joining(", "));
    box(
        broker.id(),
        "message-broker",
        frame(broker.subnet()),
        broker.name(),
        broker.tier() + " Tier",
        broker.resourceName(),
        topics.isEmpty() ? "" : "topics: " + topics);
    if (!broker.queues().isEmpty() && drawn.add(QUEUES)) {
      frames.add(new Sketch.Frame(QUEUES, "Message Queues", Optional.empty()));
    }
    for (MessageBroker.Queue queue : broker.queues()) {
      box(
          queue.id(),
          "queue",
          Optional.of(QUEUES),
          queue.name(),
          queue.maximumGigabytes().map(g -> plain(g) + "GB").orElse(""),
          queue.partitioned().filter(p -> p).map(p -> "Partitioned").orElse(""),
          queue.sessions().filter(s -> s).map(s -> "Sessions").orElse(""));
      arrow(broker.id(), queue.id(), false);
    }
  }

  private void managed(ManagedService service) {
    box(
        service.id(),
        service.type(),
        frame(service.subnet()),
        service.name(),
        service.sku().orElse(""),
        service.resourceName().orElse(""));
  }

  private void external(ExternalSystem system) {
    box(
        system.id(),
        "external-system",
        Optional.of(EXTERNAL),
        system.name(),
        system.purpose().orElse(""));
    for (ExternalSystem.CircuitBreaker breaker : system.circuitBreakers()) {
      arrow(
          breaker.caller(),
          system.id(),
          false,
          "Circuit Breaker",
          breaker.timeout().map(t -> Lengths.of(t) + " timeout").orElse(""),
          breaker
              .failureRateThreshold()
              .map(r -> plain(Math.round(r * 1e6) / 1e4) + "% failures")
              .orElse(""),
          breaker.note().orElse(""));
      guarded.add(breaker.caller() + " " + system.id());
    }
  }

  private void endpoint(Network.PrivateEndpoint endpoint) {
    box(
        endpoint.id(),
        "private-endpoint",
        frame(endpoint.subnet()),
        endpoint.name(),
        ("Private Endpoint " + endpoint.address().orElse("")).strip());
    arrow(endpoint.id(), endpoint.target(), false);
  }

  private void relation(Relation relation) {
    boolean queue =
        arrows.stream()
            .anyMatch(a ->
                a.from().equals(relation.from())
                    && a.to().equals(relation.to())
                    && relation.label().isEmpty());
    if (queue || guarded.contains(relation.from() + " " + relation.to())) {
      return;
    }
    String ttl =
        relation.type() == Relation.Type.CACHE
            ? blueprint.cacheStrategy().map(CacheStrategy::patterns).orElse(List.of()).stream()
                .filter(p -> p.name().equals(relation.from()))
                .map(p -> Lengths.of(p.timeToLive()) + " TTL")
                .findFirst()
                .filter(t -> !relation.label().orElse("").contains("TTL"))
                .orElse("")
            : "";
    arrow(
        relation.from(),
        relation.to(),
        relation.type() == Relation.Type.REPLICATION,
        relation.label().orElse(""),
        ttl);
  }

  private Optional<String> frame(Optional<String> subnet) {
    return subnet.filter(drawn::contains);
  }

  private void box(String id, String kind, Optional<String> frame, String... lines) {
    drawn.add(id);
    boxes.add(new Sketch.Box(id, kind, filled(lines), frame));
  }

  private void arrow(String from, String to, boolean dashed, String... lines) {
    arrows.add(new Sketch.Arrow(from, to, filled(lines), dashed));
  }

  private static List<String> filled(String... lines) {
    return java.util.Arrays.stream(lines).filter(l -> !l.isBlank()).toList();
  }
}
