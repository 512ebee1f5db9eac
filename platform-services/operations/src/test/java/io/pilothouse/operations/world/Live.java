package io.pilothouse.operations.world;

import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Live resources as the platforms report them when all is well, and what can be wrong with them.
 */
public final class Live {
  public static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final String GROUP =
      "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DBforPostgreSQL/flexibleServers/";

  private Live() {}

  public static Deployment deployment(String name, int desired, int ready) {
    return deployment(name, desired, ready, 2, List.of(revision(1, false), revision(2, true)));
  }

  public static Deployment deployment(
      String name, int desired, int ready, long revision, List<Deployment.Revision> revisions) {
    return new Deployment(
        ResourceId.kubernetes("deployment", TripGen.NAMESPACE, name),
        TripGen.NAMESPACE,
        name,
        Map.of("app", name),
        desired,
        ready,
        desired,
        ready,
        revision,
        revision,
        false,
        List.of("registry/" + name + ":1." + revision),
        revision,
        revisions,
        Optional.empty());
  }

  public static Deployment.Revision revision(long number, boolean current) {
    return new Deployment.Revision(
        number,
        "rs-" + number,
        List.of("registry/user-service:1." + number),
        Optional.empty(),
        LONG_AGO,
        current,
        current ? 3 : 0,
        "spec:\n  containers:\n  - image: registry/user-service:1." + number + "\n    name: app\n");
  }

  public static Pod pod(String deployment, int number, boolean ready, String... reason) {
    String name = deployment + "-" + number;
    return new Pod(
        ResourceId.kubernetes("pod", TripGen.NAMESPACE, name),
        TripGen.NAMESPACE,
        name,
        Optional.of(deployment),
        Optional.of(deployment + "-rs"),
        Optional.of("node-1"),
        reason.length > 0 ? "Pending" : "Running",
        ready,
        0,
        false,
        reason.length > 0 ? Optional.of(reason[0]) : Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(LONG_AGO));
  }

  public static Pod restarted(Pod pod, int restarts) {
    return new Pod(
        pod.id(),
        pod.namespace(),
        pod.name(),
        pod.deployment(),
        pod.replicaSet(),
        pod.node(),
        pod.phase(),
        pod.ready(),
        restarts,
        pod.terminating(),
        pod.reason(),
        pod.message(),
        pod.images(),
        pod.startedAt());
  }

  public static Node node(String name, String zone, boolean ready) {
    return new Node(
        ResourceId.kubernetes("node", name),
        name,
        Optional.of(zone),
        Optional.of("apppool"),
        ready,
        false,
        3.8,
        12e9,
        List.of(),
        "v1.29.2",
        ready ? Optional.empty() : Optional.of("NodeStatusUnknown"));
  }

  public static HorizontalPodAutoscaler autoscaler(
      String target, int min, int max, int current, int desired, double cpu) {
    return new HorizontalPodAutoscaler(
        ResourceId.kubernetes("horizontalpodautoscaler", TripGen.NAMESPACE, target),
        TripGen.NAMESPACE,
        target,
        target,
        min,
        max,
        current,
        desired,
        List.of(new HorizontalPodAutoscaler.Metric("Resource", "cpu", 70, Optional.of(cpu), true)),
        List.of(),
        Optional.empty());
  }

  public static FlexibleServer server() {
    return server("Ready", "Healthy", "1", "2");
  }

  public static FlexibleServer server(String state, String ha, String zone, String standbyZone) {
    return new FlexibleServer(
        serverId("psql-tripgen-prod"),
        "psql-tripgen-prod",
        "rg",
        "koreacentral",
        state,
        Optional.of("15"),
        Optional.of("Standard_D4s_v3"),
        Optional.of("GeneralPurpose"),
        Optional.empty(),
        Optional.of(zone),
        "ZoneRedundant",
        Optional.of(ha),
        Optional.of(standbyZone),
        Optional.of("Primary"),
        Optional.empty(),
        Optional.of(256),
        Optional.of(35),
        Optional.of(true),
        Optional.empty());
  }

  public static FlexibleServer replica(String name) {
    return new FlexibleServer(
        serverId(name),
        name,
        "rg",
        "koreasouth",
        "Ready",
        Optional.of("15"),
        Optional.of("Standard_D2s_v3"),
        Optional.of("GeneralPurpose"),
        Optional.empty(),
        Optional.of("1"),
        "Disabled",
        Optional.empty(),
        Optional.empty(),
        Optional.of("AsyncReplica"),
        Optional.of(serverId("psql-tripgen-prod")),
        Optional.of(256),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static ResourceId serverId(String name) {
    return ResourceId.azure(GROUP + name);
  }

  public static RedisCache cache() {
    return new RedisCache(
        ResourceId.azure(
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Cache/redis/redis-tripgen-prod"),
        "redis-tripgen-prod",
        "rg",
        "koreacentral",
        "Succeeded",
        "Premium",
        Optional.of(2),
        Optional.empty(),
        Optional.of(6380),
        Optional.of(3),
        Optional.of(1),
        Optional.of("6.0"),
        List.of("1", "2", "3"));
  }

  /** Everything that Kubernetes tells when all is well. */
  public static List<Resource> kubernetes() {
    var all = new ArrayList<Resource>();
    for (String service : List.of("user-service", "location-service")) {
      all.add(deployment(service, 3, 3));
      for (int i = 1; i <= 3; i++) {
        all.add(pod(service, i, true));
      }
    }
    all.add(autoscaler("user-service", 3, 10, 3, 3, 40));
    for (int i = 1; i <= 3; i++) {
      all.add(node("node-" + i, "koreacentral-" + i, true));
    }
    return all;
  }

  /** Everything that resource manager tells when all is well. */
  public static List<Resource> azure() {
    return List.of(
        server(), replica("psql-tripgen-replica-1"), replica("psql-tripgen-replica-2"), cache());
  }

  public static Measurement measurement(
      ResourceId resource, String metric, double value, Unit unit, Instant at) {
    return new Measurement(resource, metric, value, unit, at);
  }
}
