package io.pilothouse.blueprints.drawing;

import io.pilothouse.blueprints.dictionary.Measures;
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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Sketches a blueprint so that what it draws can be read back by the importers. */
final class Sketcher {
  private static final String SERVICES = "services";
  private static final String QUEUES = "queues";
  private static final String EXTERNAL = "external-systems";
  private static final String BREAKER = "Circuit Breaker:";
  private static final Pattern SIZE = Pattern.compile("Standard_[A-Z]+\\w*");
  private static final Pattern TIER = Pattern.compile("Basic|Standard|Premium|Enterprise|Free");

  private final Blueprint blueprint;
  private final List<Sketch.Frame> frames = new ArrayList<>();
  private final List<Sketch.Box> boxes = new ArrayList<>();
  private final List<Sketch.Arrow> arrows = new ArrayList<>();
  private final Set<String> drawn = new HashSet<>();
  private final Set<ExternalSystem.CircuitBreaker> guarded = new HashSet<>();

  private Sketcher(Blueprint blueprint) {
    this.blueprint = blueprint;
  }

  static Sketch of(Blueprint blueprint) {
    return new Sketcher(blueprint).sketch();
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
      frame(EXTERNAL, "", Optional.empty(), "External Systems");
      blueprint.externalSystems().forEach(this::external);
    }
    blueprint.network().ifPresent(n -> n.privateEndpoints().forEach(this::endpoint));
    blueprint.relations().forEach(this::relation);
    return new Sketch(blueprint.name(), frames, boxes, arrows);
  }

  private void network(Network network) {
    frame(network.id(), "network", Optional.empty(), network.name(), network.addressSpace());
    for (Subnet subnet : network.subnets()) {
      frame(
          subnet.id(), "subnet", Optional.of(network.id()), subnet.name(), subnet.addressPrefix());
    }
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
                    standing(g.subnet()),
                    g.name(),
                    gatewaySku(g.sku()));
              });
        });
  }

  private static String gatewaySku(String sku) {
    return sku.equalsIgnoreCase("WAF_v2") ? "WAF v2" : sku;
  }

  private void cluster(Cluster cluster) {
    frame(
        cluster.id(),
        "cluster",
        standing(cluster.subnet()),
        cluster.name(),
        cluster.tier().map(t -> "Tier: " + t).orElse(""));
    for (Cluster.NodePool pool : cluster.nodePools()) {
      frame(pool.id(), "node-pool", Optional.of(cluster.id()), pool.name());
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
      frame(SERVICES, "", Optional.of(cluster.id()), "Services");
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
        standing(server.subnet()),
        server.name(),
        server.zone().map(z -> "Zone " + z).orElse(""),
        size(server.tier(), server.sku()).getFirst(),
        size(server.tier(), server.sku()).getLast(),
        server.storageGigabytes() + " GB",
        server.highAvailability().equals("ZoneRedundant") ? "Zone Redundant" : "",
        server.backup().map(Sketcher::backup).orElse(""));
    for (DatabaseServer.Replica replica : server.replicas()) {
      box(
          replica.id(),
          "database-replica",
          standing(server.subnet()),
          replica.name(),
          replica.zone().map(z -> "Zone " + z).orElse(""),
          size(replica.tier(), replica.sku()).getFirst(),
          replica.location());
      part(server.id(), replica.id(), true, "replicates to");
    }
  }

  /** A size of Azure's with its tier in front; anything else, such as a pod's, in its own words. */
  private static List<String> size(String tier, String sku) {
    String prefix =
        switch (tier) {
          case "GeneralPurpose" -> "GP_";
          case "MemoryOptimized" -> "MO_";
          case "Burstable" -> "B_";
          default -> "";
        };
    boolean known = SIZE.matcher(sku).matches();
    return known && !prefix.isEmpty()
        ? List.of(prefix + sku, "")
        : List.of(known ? sku : "SKU: " + sku, "Tier: " + tier);
  }

  private static String backup(DatabaseServer.Backup backup) {
    return "Backup: "
        + backup.retentionDays()
        + " days"
        + (backup.pointInTimeRestore() ? ", PITR" : "");
  }

  private void cache(Cache cache) {
    String memory = cache.memoryGigabytes().map(m -> " " + plain(m) + "GB").orElse("");
    box(
        cache.id(),
        "cache",
        standing(cache.subnet()),
        cache.name(),
        (TIER.matcher(cache.tier()).matches() ? "" : "Tier: ") + cache.tier(),
        (cache.capacity().orElse("") + memory).strip(),
        cache.clustering() ? cache.shards() + " shards, Cluster" : "");
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private void broker(MessageBroker broker) {
    box(
        broker.id(),
        "message-broker",
        standing(broker.subnet()),
        broker.name(),
        broker.tier() + " Tier",
        broker.resourceName());
    if (!broker.queues().isEmpty() && !drawn.contains(QUEUES)) {
      frame(QUEUES, "", Optional.empty(), "Message Queues");
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
      part(broker.id(), queue.id(), false, "holds");
    }
    for (MessageBroker.Topic topic : broker.topics()) {
      box(topic.id(), "topic", standing(broker.subnet()), topic.name());
      part(broker.id(), topic.id(), false, "holds");
    }
  }

  private void managed(ManagedService service) {
    box(
        service.id(),
        service.type(),
        standing(service.subnet()),
        service.name(),
        service.sku().map(s -> (TIER.matcher(s).matches() ? "" : "SKU: ") + s).orElse(""),
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
      boolean told =
          blueprint.relations().stream()
              .anyMatch(r -> r.from().equals(breaker.caller()) && r.to().equals(system.id()));
      if (!told) {
        arrow(breaker.caller(), system.id(), false, breaker(breaker).toArray(String[]::new));
      }
    }
  }

  private static List<String> breaker(ExternalSystem.CircuitBreaker breaker) {
    var lines = new ArrayList<String>();
    breaker.timeout().ifPresent(t -> lines.add(BREAKER + " " + Lengths.of(t) + " timeout"));
    breaker
        .failureRateThreshold()
        .ifPresent(r -> lines.add(BREAKER + " " + plain(Math.round(r * 1e6) / 1e4) + "% failures"));
    breaker.note().ifPresent(n -> lines.add(BREAKER + " " + n));
    return lines.isEmpty() ? List.of(BREAKER) : lines;
  }

  private void endpoint(Network.PrivateEndpoint endpoint) {
    box(
        endpoint.id(),
        "private-endpoint",
        standing(endpoint.subnet()),
        endpoint.name(),
        ("Private Endpoint " + endpoint.address().orElse("")).strip());
    part(endpoint.id(), endpoint.target(), false, "leads to");
  }

  /** An arrow with the document's own words, then the figures that these do not say. */
  private void relation(Relation relation) {
    String label = relation.label().orElse("");
    var lines = new ArrayList<String>(List.of(label));
    blueprint.externalSystems().stream()
        .filter(e -> e.id().equals(relation.to()))
        .flatMap(e -> e.circuitBreakers().stream())
        .filter(b -> b.caller().equals(relation.from()) && guarded.add(b))
        .filter(b -> !says(label, b))
        .forEach(b -> lines.addAll(breaker(b)));
    if (relation.type() == Relation.Type.CACHE) {
      blueprint.cacheStrategy().map(CacheStrategy::patterns).orElse(List.of()).stream()
          .filter(p -> p.name().equals(relation.from()))
          .map(CacheStrategy.Pattern::timeToLive)
          .filter(t -> !Measures.duration(label).equals(Optional.of(t)))
          .findFirst()
          .ifPresent(t -> lines.add("TTL: " + Lengths.of(t)));
    }
    arrow(
        relation.from(),
        relation.to(),
        relation.type() == Relation.Type.REPLICATION,
        lines.toArray(String[]::new));
  }

  private static boolean says(String label, ExternalSystem.CircuitBreaker breaker) {
    return label.toLowerCase(Locale.ROOT).contains("circuit breaker")
        && breaker.note().isEmpty()
        && Measures.duration(label).equals(breaker.timeout())
        && Measures.ratio(label).equals(breaker.failureRateThreshold());
  }

  /** An arrow to a part of something, unless the document has one there. */
  private void part(String from, String to, boolean dashed, String what) {
    boolean told =
        blueprint.relations().stream().anyMatch(r -> r.from().equals(from) && r.to().equals(to));
    if (!told) {
      arrow(from, to, dashed, "«" + what + "»");
    }
  }

  private void frame(String id, String kind, Optional<String> frame, String... lines) {
    drawn.add(id);
    frames.add(new Sketch.Frame(id, kind, filled(lines), frame));
  }

  /** The frame of a subnet, where one is drawn. */
  private Optional<String> standing(Optional<String> subnet) {
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
