package io.pilothouse.operations.topology;

import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.estate.StatefulSet;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws what was found where there is no blueprint: the cluster with its namespaces and node pools
 * as containers, Deployments and StatefulSets as items, and the servers and caches of the
 * subscription beside it. Traffic is not observed, so there are no edges but replication.
 */
public final class DiscoveredMap {
  /** The id of the cluster's container. */
  public static final String CLUSTER = "cluster";

  private DiscoveredMap() {}

  /** The id of a node pool's container. */
  public static String poolId(String pool) {
    return "pool-" + pool;
  }

  /** The id of a Deployment's item. */
  public static String deploymentId(WorkloadResource deployment) {
    return deployment.namespace() + "/" + deployment.name();
  }

  /** The map of a snapshot. */
  public static SystemMap of(String system, Snapshot snapshot) {
    var containers = new ArrayList<SystemMap.Container>();
    var items = new ArrayList<SystemMap.Item>();
    var edges = new ArrayList<SystemMap.Edge>();
    containers.add(
        new SystemMap.Container(CLUSTER, "cluster", system, Optional.empty(), Optional.empty()));
    pools(snapshot, containers);
    deployments(snapshot, containers, items);
    azure(snapshot, items, edges);
    return new SystemMap(system, system, true, containers, items, edges);
  }

  private static void pools(Snapshot snapshot, List<SystemMap.Container> containers) {
    Map<String, List<Node>> byPool =
        snapshot.all(Node.class).stream()
            .collect(
                Collectors.groupingBy(
                    n -> n.pool().orElse("nodes"), TreeMap::new, Collectors.toList()));
    byPool.forEach((pool, nodes) -> {
      var zones = new TreeSet<String>();
      nodes.forEach(n -> n.zone().ifPresent(zones::add));
      Sentence detail =
          zones.isEmpty()
              ? Sentence.of("operations.map.nodes", nodes.size())
              : Sentence.of("operations.map.nodes.zones", nodes.size(), List.copyOf(zones));
      containers.add(
          new SystemMap.Container(
              poolId(pool), "node-pool", pool, Optional.of(detail), Optional.of(CLUSTER)));
    });
  }

  private static void deployments(
      Snapshot snapshot, List<SystemMap.Container> containers, List<SystemMap.Item> items) {
    var namespaces = new LinkedHashMap<String, String>();
    var known = new HashSet<String>();
    for (WorkloadResource deployment : workloads(snapshot)) {
      if (!known.add(deploymentId(deployment))) {
        continue; // A StatefulSet beside a Deployment of its name cannot be told from it.
      }
      String namespace =
          namespaces.computeIfAbsent(
              deployment.namespace(),
              name -> {
                String id = "namespace-" + name;
                containers.add(
                    new SystemMap.Container(
                        id, "namespace", name, Optional.empty(), Optional.of(CLUSTER)));
                return id;
              });
      items.add(
          new SystemMap.Item(
              deploymentId(deployment),
              "service",
              deployment.name(),
              Optional.of(Sentence.of("operations.map.replicas", deployment.desired())),
              Optional.of(namespace)));
    }
  }

  /** Deployments before StatefulSets. */
  private static List<WorkloadResource> workloads(Snapshot snapshot) {
    return Stream.<WorkloadResource>concat(
            snapshot.all(Deployment.class).stream(), snapshot.all(StatefulSet.class).stream())
        .toList();
  }

  private static void azure(
      Snapshot snapshot, List<SystemMap.Item> items, List<SystemMap.Edge> edges) {
    var names = new HashMap<ResourceId, String>();
    List<FlexibleServer> servers = snapshot.all(FlexibleServer.class);
    servers.forEach(s -> names.put(s.id(), s.name()));
    for (FlexibleServer server : servers) {
      items.add(
          new SystemMap.Item(
              server.name(),
              server.replica() ? "database-replica" : "database-server",
              server.name(),
              server.sku().map(Sentence::verbatim),
              Optional.empty()));
      server
          .sourceServer()
          .map(names::get)
          .filter(source -> !source.equals(server.name()))
          .ifPresent(source ->
              edges.add(
                  new SystemMap.Edge(
                      source, server.name(), "replication", Optional.of("asynchronous"))));
    }
    for (Resource cache : snapshot.all(RedisCache.class)) {
      items.add(
          new SystemMap.Item(
              cache.name(), "cache", cache.name(), Optional.empty(), Optional.empty()));
    }
  }
}
