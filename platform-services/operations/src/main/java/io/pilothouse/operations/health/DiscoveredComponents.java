package io.pilothouse.operations.health;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.operations.topology.DiscoveredMap;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was found, where there is no blueprint, judged by the same rules. */
final class DiscoveredComponents {
  private final Estate estate;
  private final Statuses statuses;
  private final ServiceJudge services;
  private final DatabaseJudge databases;
  private final CacheJudge caches;
  private final ClusterJudge clusters;

  DiscoveredComponents(Estate estate, MeasurementHistory history) {
    this.estate = estate;
    this.statuses = new Statuses(estate);
    this.services = new ServiceJudge(estate, Optional.empty());
    this.databases = new DatabaseJudge(estate);
    this.caches = new CacheJudge(estate, history);
    this.clusters = new ClusterJudge(estate);
  }

  List<ComponentStatus> judge() {
    var all = new ArrayList<ComponentStatus>();
    all.add(cluster());
    Map<String, List<Observed<Node>>> byPool =
        estate.nodes().stream()
            .collect(
                Collectors.groupingBy(
                    n -> n.value().pool().orElse("nodes"), TreeMap::new, Collectors.toList()));
    byPool.forEach((pool, nodes) -> all.add(pool(pool, nodes)));
    estate.workloads().stream()
        .sorted(Comparator.comparing(d -> d.value().id()))
        .forEach(d -> all.add(service(d)));
    estate.servers().stream()
        .sorted(Comparator.comparing(s -> s.value().id()))
        .forEach(s -> all.add(server(s)));
    estate.caches().stream()
        .sorted(Comparator.comparing(c -> c.value().id()))
        .forEach(c -> all.add(cache(c)));
    return List.copyOf(all);
  }

  private ComponentStatus cluster() {
    return statuses.of(
        DiscoveredMap.CLUSTER,
        "cluster",
        "cluster",
        Sources.KUBERNETES,
        List.of(),
        estate.snapshot().resources().values().stream()
            .filter(r -> r.source().equals(Sources.KUBERNETES))
            .findFirst(),
        "Nodes",
        Sentence.of("operations.cluster.nothing"),
        List.of(),
        (facts, judgement) -> clusters.cluster(estate.nodes(), Optional.empty(), facts, judgement));
  }

  private ComponentStatus pool(String name, List<Observed<Node>> nodes) {
    return statuses.of(
        DiscoveredMap.poolId(name),
        "node-pool",
        name,
        Sources.KUBERNETES,
        List.of(),
        nodes.stream().findFirst(),
        "Nodes",
        Sentence.of("operations.pool.no-node"),
        nodes.stream().map(n -> n.value().id()).toList(),
        (facts, judgement) ->
            clusters.pool(nodes, Optional.empty(), Optional.empty(), 0, 0, facts, judgement));
  }

  private ComponentStatus service(Observed<? extends WorkloadResource> deployment) {
    return statuses.of(
        DiscoveredMap.deploymentId(deployment.value()),
        "service",
        deployment.value().name(),
        deployment.source(),
        List.of(),
        Optional.of(deployment),
        "resources",
        Sentence.of("operations.component.gone"),
        services.bound(deployment.value()),
        (facts, judgement) -> services.judge(deployment, Optional.empty(), facts, judgement));
  }

  private ComponentStatus server(Observed<FlexibleServer> server) {
    boolean replica = server.value().replica();
    return statuses.of(
        server.value().name(),
        replica ? "database-replica" : "database-server",
        server.value().name(),
        server.source(),
        ComponentHealth.METRICS,
        Optional.of(server),
        "resources",
        Sentence.of("operations.component.gone"),
        List.of(server.value().id()),
        (facts, judgement) -> {
          if (replica) {
            databases.replica(server, Optional.empty(), facts, judgement);
          } else {
            databases.server(server, Optional.empty(), facts, judgement);
          }
        });
  }

  private ComponentStatus cache(Observed<RedisCache> cache) {
    return statuses.of(
        cache.value().name(),
        "cache",
        cache.value().name(),
        cache.source(),
        List.of(Sources.AZURE_METRICS),
        Optional.of(cache),
        "resources",
        Sentence.of("operations.component.gone"),
        List.of(cache.value().id()),
        (facts, judgement) -> caches.judge(cache, Optional.empty(), facts, judgement));
  }
}
