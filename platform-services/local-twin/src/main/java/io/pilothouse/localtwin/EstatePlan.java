package io.pilothouse.localtwin;

import io.pilothouse.localtwin.deploy.Placement;
import io.pilothouse.localtwin.kubernetes.KubernetesTwinSpec;
import io.pilothouse.localtwin.kubernetes.NodePoolSpec;
import io.pilothouse.localtwin.kubernetes.NodeTaint;
import io.pilothouse.localtwin.kubernetes.VmSize;
import io.pilothouse.localtwin.postgres.FlexibleServerSpec;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.ReplicaSpec;
import io.pilothouse.localtwin.redis.RedisClusterSpec;
import io.pilothouse.serviceruntime.cache.CachePolicy;
import io.pilothouse.serviceruntime.data.PoolSettings;
import io.pilothouse.serviceruntime.data.RoutingPolicy;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each part of the twin is asked to be, read from the blueprint; pure. */
final class EstatePlan {

  private static final String FIRST_ZONE = "1";
  private static final String SECOND_ZONE = "2";
  private static final int AZURE_PODS_PER_NODE = 110;
  private static final int DEFAULT_CONNECTIONS = 100;
  private static final String ADMINISTRATOR = "pilothouse_admin";
  private static final double DEFAULT_CACHE_GIGABYTES = 1;

  private static final PoolSettings SMALL_POOL =
      PoolSettings.documented().sized(6, 1).waiting(Duration.ofSeconds(3));

  /** What a twin's cluster says it is where the document names no version. */
  private static final String DEFAULT_VERSION = "1.29";

  /** What a twin's cluster is made of where the document names no node pool. */
  private static final Cluster.NodePool UNNAMED_POOL =
      new Cluster.NodePool(
          "nodepool1",
          "nodepool1",
          "System",
          "Standard_D4s_v3",
          4,
          "16Gi",
          3,
          false,
          3,
          3,
          List.of("1", "2", "3"),
          List.of(),
          Optional.empty(),
          Optional.empty());

  /** The last patch that AKS had of a version that documents name without one. */
  private static final Map<String, String> LAST_PATCH = Map.of("1.29", "1.29.15");

  private final Blueprint blueprint;

  EstatePlan(Blueprint blueprint) {
    this.blueprint = blueprint;
  }

  FlexibleServerSpec server(DatabaseServer server) {
    String zone = server.zone().orElse(FIRST_ZONE);
    var highAvailability =
        switch (server.highAvailability()) {
          case "ZoneRedundant" ->
              new HighAvailability.ZoneRedundant(
                  server.standbyZone().orElse(zone.equals(FIRST_ZONE) ? SECOND_ZONE : FIRST_ZONE));
          case "SameZone" -> new HighAvailability.SameZone();
          default -> new HighAvailability.Disabled();
        };
    return new FlexibleServerSpec(
        server.resourceName(),
        version(server),
        server.location(),
        zone,
        highAvailability,
        server.replicas().stream()
            .map(r -> new ReplicaSpec(r.resourceName(), r.location(), r.zone().orElse(FIRST_ZONE)))
            .toList(),
        databases(server),
        ADMINISTRATOR,
        server.maxConnections().orElse(DEFAULT_CONNECTIONS));
  }

  static String version(DatabaseServer server) {
    return server.version().orElse("15");
  }

  /** The databases that the document names, else one that goes by the system's name. */
  List<String> databases(DatabaseServer server) {
    var named = server.databases().stream().map(DatabaseServer.Database::name).toList();
    return named.isEmpty() ? List.of(blueprint.system().split("-", 2)[0]) : named;
  }

  RedisClusterSpec cache(Cache cache, double memoryShare) {
    int shards = cache.clustering() ? Math.max(1, cache.shards()) : 1;
    double bytes = cache.memoryGigabytes().orElse(DEFAULT_CACHE_GIGABYTES) * (1L << 30);
    var persistence = cache.persistence();
    return new RedisClusterSpec(
        cache.resourceName(),
        shards,
        cache.replicasPerShard(),
        (long) (bytes * memoryShare / shards),
        "volatile-lru",
        persistence.flatMap(Cache.Persistence::snapshotInterval),
        persistence
            .filter(Cache.Persistence::appendOnly)
            .map(p -> p.appendOnlyFsync().orElse("everysec")));
  }

  CachePolicy cachePolicy() {
    var documented = CachePolicy.documented();
    return blueprint
        .cacheStrategy()
        .map(strategy ->
            new CachePolicy(
                strategy
                    .local()
                    .map(CacheStrategy.Tier::timeToLive)
                    .orElse(documented.localTimeToLive()),
                strategy
                    .local()
                    .flatMap(CacheStrategy.Tier::maximumEntries)
                    .orElse(documented.localMaximumEntries()),
                strategy
                    .distributed()
                    .map(CacheStrategy.Tier::timeToLive)
                    .orElse(documented.sharedTimeToLive()),
                strategy.patterns().stream()
                    .collect(
                        Collectors.toMap(
                            CacheStrategy.Pattern::name, CacheStrategy.Pattern::timeToLive)),
                CachePolicy.DEFAULT_JITTER))
        .orElse(documented);
  }

  RoutingPolicy routing(DatabaseServer server) {
    var documented = RoutingPolicy.documented();
    return server
        .replication()
        .flatMap(DatabaseServer.ReplicationObjective::maximumLag)
        .map(lag -> new RoutingPolicy(lag, documented.probePeriod()))
        .orElse(documented);
  }

  /**
   * The pool of one service on a primary: the document's, else a fraction of {@link
   * PoolSettings#documented}, since one process stands for all pods of a service.
   */
  PoolSettings primaryPool(DatabaseServer server) {
    return documentedPool(server).orElse(SMALL_POOL);
  }

  /** The same on a replica. */
  PoolSettings replicaPool(DatabaseServer server) {
    return documentedPool(server).orElse(SMALL_POOL.sized(4, 1));
  }

  private static Optional<PoolSettings> documentedPool(DatabaseServer server) {
    return server
        .connectionPool()
        .map(pool -> {
          int most = pool.maximumPoolSize().orElse(SMALL_POOL.maximumConnections());
          return new PoolSettings(
              most,
              Math.min(most, pool.minimumIdle().orElse(SMALL_POOL.minimumIdle())),
              pool.connectionTimeout().orElse(SMALL_POOL.connectionTimeout()),
              pool.idleTimeout().orElse(SMALL_POOL.idleTimeout()),
              pool.maximumLifetime().orElse(SMALL_POOL.maximumLifetime()));
        });
  }

  /**
   * Whether anything but the cluster is Azure's: a system all of whose data live in pods has none.
   */
  boolean hasAzure() {
    return blueprint.entrance().isPresent()
        || blueprint.network().isPresent()
        || blueprint.databaseServers().stream().anyMatch(server -> server.deployment().isEmpty())
        || blueprint.caches().stream().anyMatch(cache -> cache.deployment().isEmpty());
  }

  KubernetesTwinSpec cluster() {
    return cluster(nodePools().stream().map(this::pool).toList());
  }

  /** The same without nodes, which come with the cluster's resource. */
  KubernetesTwinSpec withoutNodes() {
    return cluster(
        nodePools().stream()
            .map(this::pool)
            .map(pool ->
                new NodePoolSpec(
                    pool.name(),
                    pool.mode(),
                    pool.vmSize(),
                    0,
                    pool.zones(),
                    pool.taints(),
                    pool.labels()))
            .toList());
  }

  /** The document's, else one. */
  List<Cluster.NodePool> nodePools() {
    var pools = blueprint.cluster().nodePools();
    return pools.isEmpty() ? List.of(UNNAMED_POOL) : pools;
  }

  private KubernetesTwinSpec cluster(List<NodePoolSpec> pools) {
    return KubernetesTwinSpec.of(clusterName(), "v" + kubernetesVersion(), pools);
  }

  String clusterName() {
    return blueprint.cluster().resourceName().orElse("aks-" + blueprint.system());
  }

  String kubernetesVersion() {
    String version = blueprint.cluster().kubernetesVersion().orElse(DEFAULT_VERSION);
    return version.matches("\\d+\\.\\d+")
        ? LAST_PATCH.getOrDefault(version, version + ".0")
        : version;
  }

  private NodePoolSpec pool(Cluster.NodePool pool) {
    String region = blueprint.region().primary();
    var zones = pool.zones().isEmpty() ? List.of("0") : pool.zones();
    return new NodePoolSpec(
        Placement.agentPool(pool),
        pool.mode().toUpperCase(Locale.ROOT).equals("SYSTEM")
            ? NodePoolSpec.Mode.SYSTEM
            : NodePoolSpec.Mode.USER,
        VmSize.named(pool.vmSize(), AZURE_PODS_PER_NODE),
        pool.count(),
        zones.stream().map(zone -> region + "-" + zone).toList(),
        pool.taints().stream().map(EstatePlan::taint).toList(),
        Map.of());
  }

  private static NodeTaint taint(String text) {
    var taint = Placement.Taint.parse(text);
    return new NodeTaint(taint.key(), taint.value(), NodeTaint.Effect.valueOf(taint.effect()));
  }
}
