package io.pilothouse.operations.health;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.binding.PoolNames;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.operations.topology.BlueprintMap;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The components of a blueprint, each bound to what runs for it. */
final class DeclaredComponents {
  private final Blueprint blueprint;
  private final Estate estate;
  private final Statuses statuses;
  private final ServiceJudge services;
  private final DatabaseJudge databases;
  private final CacheJudge caches;
  private final ClusterJudge clusters;
  private final BrokerComponents brokers;

  DeclaredComponents(Blueprint blueprint, Estate estate, MeasurementHistory history) {
    this.blueprint = blueprint;
    this.estate = estate;
    this.statuses = new Statuses(estate);
    this.services = new ServiceJudge(estate, Optional.of(blueprint));
    this.databases = new DatabaseJudge(estate);
    this.caches = new CacheJudge(estate, history);
    this.clusters = new ClusterJudge(estate);
    this.brokers = new BrokerComponents(estate, statuses, new QueueJudge(estate, history));
  }

  List<ComponentStatus> judge() {
    var all = new ArrayList<ComponentStatus>();
    blueprint
        .entrance()
        .ifPresent(e -> {
          e.frontDoor().ifPresent(f -> all.add(drawn(f, "front-door")));
          e.applicationGateway().ifPresent(g -> all.add(drawn(g, "application-gateway")));
        });
    all.add(cluster(blueprint.cluster()));
    blueprint.cluster().nodePools().forEach(p -> all.add(pool(p)));
    blueprint.services().forEach(s -> all.add(service(s)));
    blueprint.databaseServers().forEach(s -> server(s, all));
    blueprint.caches().forEach(c -> all.add(cache(c)));
    for (MessageBroker broker : blueprint.messageBrokers()) {
      brokers.judge(
          broker, absent("operations.kind.broker", broker.resourceName(), broker.source()), all);
    }
    blueprint.managedServices().forEach(m -> all.add(drawn(m, m.type())));
    return List.copyOf(all);
  }

  private ComponentStatus drawn(Component component, String kind) {
    return statuses.drawnOnly(component.id(), kind, component.name());
  }

  private ComponentStatus service(Service service) {
    String namespace = blueprint.cluster().namespace();
    Optional<Observed<Deployment>> live = estate.deployment(namespace, service.deployment());
    return statuses.of(
        service.id(),
        "service",
        service.name(),
        Sources.KUBERNETES,
        List.of(),
        live,
        "Deployments",
        absent(
            "operations.kind.deployment", namespace + "/" + service.deployment(), service.source()),
        live.map(d -> services.bound(d.value())).orElse(List.of()),
        (facts, judgement) ->
            live.ifPresent(d -> services.judge(d, Optional.of(service), facts, judgement)));
  }

  /**
   * A database or cache that the document puts into a pod: as healthy as its StatefulSet, or the
   * Deployment that it runs as.
   */
  private ComponentStatus pod(Component component, String kind, String name) {
    String namespace = blueprint.cluster().namespace();
    Optional<Observed<? extends WorkloadResource>> live = estate.workload(namespace, name);
    return statuses.of(
        component.id(),
        kind,
        component.name(),
        Sources.KUBERNETES,
        List.of(),
        live,
        "StatefulSets",
        absent("operations.kind.workload", namespace + "/" + name, component.source()),
        live.map(d -> services.bound(d.value())).orElse(List.of()),
        (facts, judgement) ->
            live.ifPresent(d -> services.judge(d, Optional.empty(), facts, judgement)));
  }

  private void server(DatabaseServer server, List<ComponentStatus> into) {
    if (server.deployment().isPresent()) {
      into.add(pod(server, "database-server", server.deployment().get()));
      return;
    }
    Optional<Observed<FlexibleServer>> live = estate.server(server.resourceName());
    Sentence missing = absent("operations.kind.server", server.resourceName(), server.source());
    into.add(
        statuses.of(
            server.id(),
            "database-server",
            server.name(),
            Sources.AZURE_RESOURCES,
            ComponentHealth.METRICS,
            live,
            "Flexible Servers",
            missing,
            bound(live),
            (facts, judgement) ->
                live.ifPresent(s -> databases.server(s, Optional.of(server), facts, judgement))));
    if (BlueprintMap.hasStandby(server)) {
      into.add(
          statuses.of(
              BlueprintMap.standbyOf(server),
              "database-standby",
              BlueprintMap.standbyName(server),
              Sources.AZURE_RESOURCES,
              ComponentHealth.METRICS,
              live,
              "Flexible Servers",
              missing,
              bound(live),
              (facts, judgement) -> live.ifPresent(s -> databases.standby(s, facts, judgement))));
    }
    server.replicas().forEach(r -> into.add(replica(server, r)));
  }

  private ComponentStatus replica(DatabaseServer server, DatabaseServer.Replica replica) {
    Optional<Observed<FlexibleServer>> live = estate.server(replica.resourceName());
    return statuses.of(
        replica.id(),
        "database-replica",
        replica.name(),
        Sources.AZURE_RESOURCES,
        ComponentHealth.METRICS,
        live,
        "Flexible Servers",
        absent("operations.kind.replica", replica.resourceName(), replica.source()),
        bound(live),
        (facts, judgement) ->
            live.ifPresent(s ->
                databases.replica(
                    s, server.replication().flatMap(r -> r.maximumLag()), facts, judgement)));
  }

  private ComponentStatus cache(Cache cache) {
    if (cache.deployment().isPresent()) {
      return pod(cache, "cache", cache.deployment().get());
    }
    Optional<Observed<RedisCache>> live = estate.cache(cache.resourceName());
    return statuses.of(
        cache.id(),
        "cache",
        cache.name(),
        Sources.AZURE_RESOURCES,
        List.of(Sources.AZURE_METRICS),
        live,
        "caches",
        absent("operations.kind.cache", cache.resourceName(), cache.source()),
        bound(live),
        (facts, judgement) ->
            live.ifPresent(c ->
                caches.judge(
                    c,
                    blueprint.cacheStrategy().flatMap(CacheStrategy::hitRatioTarget),
                    facts,
                    judgement)));
  }

  private ComponentStatus cluster(Cluster cluster) {
    List<Observed<Node>> nodes = estate.nodes();
    Optional<Observed<ManagedCluster>> managed = estate.cluster(cluster.resourceName());
    return statuses.of(
        cluster.id(),
        "cluster",
        cluster.name(),
        Sources.KUBERNETES,
        List.of(),
        nodes.stream().findFirst(),
        "Nodes",
        Sentence.of("operations.cluster.no-node"),
        bound(managed),
        (facts, judgement) -> clusters.cluster(nodes, managed, facts, judgement));
  }

  private ComponentStatus pool(Cluster.NodePool pool) {
    List<Observed<Node>> nodes =
        estate.nodes().stream()
            .filter(n -> n.value().pool().filter(p -> same(p, pool)).isPresent())
            .toList();
    Optional<Observed<ManagedCluster>> managed = estate.cluster(blueprint.cluster().resourceName());
    Optional<ManagedCluster.AgentPool> live =
        managed.flatMap(
            m -> m.value().pools().stream().filter(p -> same(p.name(), pool)).findFirst());
    return statuses.of(
        pool.id(),
        "node-pool",
        pool.name(),
        Sources.KUBERNETES,
        List.of(),
        nodes.stream().findFirst(),
        "Nodes",
        absent("operations.kind.pool-node", pool.name(), pool.source()),
        nodes.stream().map(n -> n.value().id()).toList(),
        (facts, judgement) ->
            clusters.pool(
                nodes,
                managed,
                live,
                pool.autoscaling() ? pool.minCount() : pool.count(),
                pool.autoscaling() ? pool.maxCount() : pool.count(),
                facts,
                judgement));
  }

  private static boolean same(String live, Cluster.NodePool pool) {
    return PoolNames.same(live, pool.name(), pool.id());
  }

  private static Sentence absent(String kind, String name, Optional<Source> source) {
    Sentence what = Sentence.of(kind, name);
    return source
        .map(s -> Sentence.of("operations.component.absent.at", what, s.toString()))
        .orElseGet(() -> Sentence.of("operations.component.absent", what));
  }

  private static <R extends Resource> List<ResourceId> bound(Optional<Observed<R>> resource) {
    return resource.map(r -> List.of(r.value().id())).orElse(List.of());
  }
}
