package io.pilothouse.desktopapp.testsystem;

import io.pilothouse.sharedmodel.estate.ClusterEvent;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The live side of the small system, as connectors would report it. */
final class TravelEstate {
  static final SourceId KUBERNETES = SourceId.of("kubernetes");
  static final SourceId AZURE = SourceId.of("azure-resources");
  static final SourceId METRICS = SourceId.of("azure-metrics");
  private static final String GROUP =
      "/subscriptions/s/resourceGroups/rg-travel/providers/Microsoft.";

  private final Map<ResourceId, Observed<Resource>> resources = new LinkedHashMap<>();
  private final Map<ResourceId, Map<String, Observed<Measurement>>> measurements =
      new LinkedHashMap<>();
  private final Instant now;
  private final TravelFacts facts;

  TravelEstate(Instant now, TravelFacts facts) {
    this.now = now;
    this.facts = facts;
  }

  static ResourceId deploymentId(String name) {
    return ResourceId.kubernetes("deployment", "tripgen", name);
  }

  static ResourceId hpaId(String name) {
    return ResourceId.kubernetes("horizontalpodautoscaler", "tripgen", name);
  }

  static ResourceId serverId(String name) {
    return ResourceId.azure(GROUP + "DBforPostgreSQL/flexibleServers/" + name);
  }

  static ResourceId redisId() {
    return ResourceId.azure(GROUP + "Cache/redis/redis-cache");
  }

  static ResourceId clusterId() {
    return ResourceId.azure(GROUP + "ContainerService/managedClusters/aks-travel");
  }

  static List<ResourceId> nodeIds(String pool) {
    return IntStream.rangeClosed(pool.equals("system") ? 1 : 4, pool.equals("system") ? 3 : 6)
        .mapToObj(i -> ResourceId.kubernetes("node", "aks-" + pool + "-" + i))
        .toList();
  }

  Snapshot snapshot(long revision) {
    nodes();
    service(
        "user-service",
        3,
        10,
        4,
        4,
        List.of(
            resource("cpu", 70, 58),
            resource("memory", 80, 61),
            pods("requests_per_second", 100, 84.2)));
    service(
        "trip-service",
        3,
        15,
        3,
        facts.tripReady(),
        List.of(
            resource("cpu", 70, 66),
            resource("memory", 80, 52),
            pods("active_connections", 50, 31)));
    service(
        "ai-service",
        2,
        8,
        8,
        7,
        List.of(
            resource("cpu", 80, 97),
            resource("memory", 85, 74),
            new HorizontalPodAutoscaler.Metric(
                "Pods", "queue_length", 10, Optional.empty(), false)));
    deployment("location-service", 2, 2);
    azure();
    put(
        KUBERNETES,
        new ClusterEvent(
            ResourceId.kubernetes("event", "tripgen", "e1"),
            "e1",
            hpaId("ai-service"),
            false,
            "SuccessfulRescale",
            "New size: 8; reason: cpu resource utilization above target",
            1,
            now.minusSeconds(540)));
    put(
        KUBERNETES,
        new ClusterEvent(
            ResourceId.kubernetes("event", "tripgen", "e2"),
            "e2",
            ResourceId.kubernetes("pod", "tripgen", "ai-service-1"),
            true,
            "BackOff",
            "Back-off restarting failed container",
            7,
            now.minusSeconds(95)));
    Map<SourceId, SourceState> sources = new LinkedHashMap<>();
    sources.put(
        KUBERNETES,
        facts.kubernetesLost()
            ? new SourceState(
                KUBERNETES,
                Duration.ofSeconds(5),
                SourceState.Status.LOST,
                revision,
                Optional.of(now.minusSeconds(42)),
                Optional.of(
                    Sentence.verbatim("The Kubernetes API does not answer: connection refused.")))
            : heard(KUBERNETES, revision, 5));
    sources.put(AZURE, heard(AZURE, revision, 15));
    sources.put(METRICS, heard(METRICS, revision, 30));
    return new Snapshot(revision, resources, measurements, sources);
  }

  private SourceState heard(SourceId id, long sequence, int period) {
    return new SourceState(
        id,
        Duration.ofSeconds(period),
        SourceState.Status.HEARD,
        sequence,
        Optional.of(now.minusSeconds(1)),
        Optional.empty());
  }

  private void nodes() {
    for (int i = 1; i <= 6; i++) {
      boolean system = i <= 3;
      String name = "aks-" + (system ? "system" : "application") + "-" + i;
      put(
          KUBERNETES,
          new Node(
              ResourceId.kubernetes("node", name),
              name,
              Optional.of("koreacentral-" + ((i - 1) % 3 + 1)),
              Optional.of(system ? "system" : "application"),
              true,
              i == 5,
              3.86,
              12.9e9,
              system ? List.of() : List.of("application-workload=true:NoSchedule"),
              "v1.29.4",
              Optional.empty()));
    }
  }

  private static HorizontalPodAutoscaler.Metric resource(
      String name, double target, double current) {
    return new HorizontalPodAutoscaler.Metric("Resource", name, target, Optional.of(current), true);
  }

  private static HorizontalPodAutoscaler.Metric pods(String name, double target, double current) {
    return new HorizontalPodAutoscaler.Metric("Pods", name, target, Optional.of(current), false);
  }

  private void service(
      String name,
      int min,
      int max,
      int desired,
      int ready,
      List<HorizontalPodAutoscaler.Metric> metrics) {
    deployment(name, desired, ready);
    boolean atMaximum = desired == max;
    put(
        KUBERNETES,
        new HorizontalPodAutoscaler(
            hpaId(name),
            "tripgen",
            name,
            name,
            min,
            max,
            desired,
            desired,
            metrics,
            List.of(
                new HorizontalPodAutoscaler.Condition(
                    "AbleToScale",
                    true,
                    "ReadyForNewScale",
                    "recommended size matches current size"),
                new HorizontalPodAutoscaler.Condition(
                    "ScalingActive",
                    true,
                    "ValidMetricFound",
                    "the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)"),
                new HorizontalPodAutoscaler.Condition(
                    "ScalingLimited",
                    atMaximum,
                    atMaximum ? "TooManyReplicas" : "DesiredWithinRange",
                    atMaximum
                        ? "the desired replica count is more than the maximum replica count"
                        : "the desired count is within the acceptable range")),
            Optional.of(now.minusSeconds(540))));
  }

  private void deployment(String name, int desired, int ready) {
    long revision = name.equals("trip-service") ? facts.tripRevision() : 1;
    List<Deployment.Revision> revisions =
        name.equals("trip-service")
            ? List.of(
                revision(name, 1, "1.4.2", revision == 3, now.minusSeconds(86_400)),
                revision(name, 2, "1.5.0", revision == 2, now.minusSeconds(1_800)))
            : List.of(revision(name, 1, "1.4.2", true, now.minusSeconds(86_400)));
    put(
        KUBERNETES,
        new Deployment(
            deploymentId(name),
            "tripgen",
            name,
            Map.of("app", name),
            desired,
            ready,
            desired,
            ready,
            3,
            3,
            false,
            List.of("acrtripgen.azurecr.io/" + name + ":1.4.2"),
            revision,
            revisions,
            Optional.empty()));
    for (int i = 0; i < desired; i++) {
      boolean ok = i < ready;
      String pod = name + "-" + (i == desired - 1 && !ok ? 1 : i + 10);
      put(
          KUBERNETES,
          new Pod(
              ResourceId.kubernetes("pod", "tripgen", pod),
              "tripgen",
              pod,
              Optional.of(name),
              Optional.of(name + "-6d5f"),
              Optional.of("aks-application-" + (4 + i % 3)),
              ok ? "Running" : "Pending",
              ok,
              ok ? 0 : 7,
              false,
              ok ? Optional.empty() : Optional.of("CrashLoopBackOff"),
              ok ? Optional.empty() : Optional.of("back-off 2m40s restarting failed container"),
              List.of("img"),
              Optional.of(now.minusSeconds(3_000))));
    }
  }

  private static Deployment.Revision revision(
      String name, long number, String tag, boolean current, Instant at) {
    return new Deployment.Revision(
        number,
        name + "-" + number,
        List.of("acrtripgen.azurecr.io/" + name + ":" + tag),
        Optional.empty(),
        at,
        current,
        current ? 3 : 0,
        "image: " + tag);
  }

  private void azure() {
    put(
        AZURE,
        server(
            "postgresql-server",
            facts.primaryZone(),
            "ZoneRedundant",
            Optional.of(facts.primaryZone().equals("1") ? "2" : "1"),
            "Primary",
            "Standard_D4s_v3",
            "koreacentral",
            Optional.empty()));
    put(
        AZURE,
        server(
            "postgresql-replica-1",
            "1",
            "Disabled",
            Optional.empty(),
            "GeoAsyncReplica",
            "Standard_D2s_v3",
            "koreasouth",
            Optional.of(serverId("postgresql-server"))));
    put(
        AZURE,
        server(
            "postgresql-replica-2",
            "3",
            "Disabled",
            Optional.empty(),
            "AsyncReplica",
            "Standard_D2s_v3",
            "koreacentral",
            Optional.of(serverId("postgresql-server"))));
    put(
        AZURE,
        new RedisCache(
            redisId(),
            "redis-cache",
            "rg-travel",
            "koreacentral",
            "Succeeded",
            "Premium",
            Optional.of(2),
            Optional.of("redis-cache.redis.cache.windows.net"),
            Optional.of(6380),
            Optional.of(3),
            Optional.of(1),
            Optional.of("6.0"),
            List.of("1", "2", "3")));
    put(
        AZURE,
        new ManagedCluster(
            clusterId(),
            "aks-travel",
            "rg-travel",
            "koreacentral",
            "Succeeded",
            Optional.of("Running"),
            Optional.of("1.29.4"),
            Optional.of("Standard"),
            List.of(
                new ManagedCluster.AgentPool(
                    "system",
                    "System",
                    "Standard_D2s_v3",
                    3,
                    true,
                    Optional.of(3),
                    Optional.of(5),
                    List.of("1", "2", "3"),
                    "Succeeded"),
                new ManagedCluster.AgentPool(
                    "application",
                    "User",
                    "Standard_D4s_v3",
                    3,
                    true,
                    Optional.of(3),
                    Optional.of(10),
                    List.of("1", "2", "3"),
                    "Succeeded"))));
    measure(serverId("postgresql-server"), "active_connections", 74, Unit.COUNT);
    measure(serverId("postgresql-server"), "storage_percent", 31.4, Unit.PERCENT);
    measure(serverId("postgresql-server"), "cpu_percent", 22, Unit.PERCENT);
    measure(
        serverId("postgresql-replica-1"),
        "physical_replication_delay_in_seconds",
        7.2,
        Unit.SECONDS);
    measure(
        serverId("postgresql-replica-1"),
        "physical_replication_delay_in_bytes",
        2_350_000,
        Unit.BYTES);
    measure(serverId("postgresql-replica-1"), "active_connections", 12, Unit.COUNT);
    measure(
        serverId("postgresql-replica-2"),
        "physical_replication_delay_in_seconds",
        0.2,
        Unit.SECONDS);
    measure(serverId("postgresql-replica-2"), "physical_replication_delay_in_bytes", 0, Unit.BYTES);
    measure(redisId(), "cachehits", 48_210, Unit.COUNT);
    measure(redisId(), "cachemisses", 1_893, Unit.COUNT);
    measure(redisId(), "usedmemorypercentage", 38.2, Unit.PERCENT);
    measure(redisId(), "connectedclients", 42, Unit.COUNT);
    measure(redisId(), "evictedkeys", 0, Unit.COUNT);
  }

  private FlexibleServer server(
      String name,
      String zone,
      String mode,
      Optional<String> standby,
      String role,
      String sku,
      String location,
      Optional<ResourceId> source) {
    return new FlexibleServer(
        serverId(name),
        name,
        "rg-travel",
        location,
        "Ready",
        Optional.of("15"),
        Optional.of(sku),
        Optional.of("GeneralPurpose"),
        Optional.of(name + ".postgres.database.azure.com"),
        Optional.of(zone),
        mode,
        mode.equals("Disabled") ? Optional.empty() : Optional.of("Healthy"),
        standby,
        Optional.of(role),
        source,
        Optional.of(256),
        Optional.of(35),
        Optional.of(true),
        Optional.of(now.minus(Duration.ofDays(35))));
  }

  private void put(SourceId source, Resource resource) {
    resources.put(resource.id(), new Observed<>(resource, source, 1, now.minusSeconds(1)));
  }

  private void measure(ResourceId id, String metric, double value, Unit unit) {
    measurements
        .computeIfAbsent(id, k -> new LinkedHashMap<>())
        .put(
            metric,
            new Observed<>(
                new Measurement(id, metric, value, unit, now.minusSeconds(20)),
                METRICS,
                1,
                now.minusSeconds(2)));
  }
}
