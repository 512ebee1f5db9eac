package io.pilothouse.desktopapp.testsystem;

import io.pilothouse.operations.topology.BlueprintMap;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.conformance.Conformance;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Fact;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemMap;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The judged side of the small system. */
final class TravelState {
  private final Instant now;
  private final TravelFacts facts;
  private final List<ComponentStatus> components = new ArrayList<>();

  private TravelState(Instant now, TravelFacts facts) {
    this.now = now;
    this.facts = facts;
  }

  static SystemState of(long revision, Instant now, TravelFacts facts, List<ActionRun> runs) {
    return new TravelState(now, facts).state(revision, runs);
  }

  private SystemState state(long revision, List<ActionRun> runs) {
    SystemMap map = BlueprintMap.of(TravelSession.BLUEPRINT);
    for (SystemMap.Item item : map.items()) {
      components.add(status(item.id(), item.kind(), item.name()));
    }
    for (SystemMap.Container container : map.containers()) {
      if (container.kind().equals("node-pool") || container.kind().equals("cluster")) {
        components.add(status(container.id(), container.kind(), container.name()));
      }
    }
    Health worst =
        components.stream()
            .filter(c -> !c.facts().isEmpty())
            .map(ComponentStatus::health)
            .reduce(Health.NORMAL, Health::worse);
    return new SystemState(
        revision,
        now,
        "tripgen-prod",
        worst,
        map,
        new TravelEstate(now, facts).snapshot(revision),
        components,
        alerts(),
        runs,
        causes(),
        Conformance.none());
  }

  private List<Cause> causes() {
    return List.of(
        cause(
            "release-crash-loop",
            "The release of AI Service crashes: its pods end again and again.",
            "1 of 8 pods is CrashLoopBackOff",
            List.of("trip-service"),
            "Roll AI Service back to revision 6."),
        cause(
            "autoscaler-at-maximum",
            "AI Service needs more pods than its autoscaler may make (8).",
            "cpu is at 97 % of its target of 80 %",
            List.of(),
            "Raise its maximum."));
  }

  private Cause cause(
      String kind, String sentence, String seen, List<String> affected, String remedy) {
    return new Cause(
        kind + ":ai-service",
        kind,
        "ai-service",
        Sentence.verbatim(sentence),
        List.of(new Cause.Evidence(Sentence.verbatim(seen), "kubernetes", now.minusSeconds(2))),
        affected,
        Sentence.verbatim(remedy),
        Cause.Certainty.CERTAIN,
        now.minusSeconds(95));
  }

  private ComponentStatus status(String id, String kind, String name) {
    return switch (id) {
      case "user-service" -> service(id, name, Health.NORMAL, List.of(), 4, 4);
      case "trip-service" -> service(id, name, Health.NORMAL, List.of(), facts.tripReady(), 3);
      case "ai-service" ->
          service(
              id,
              name,
              Health.CRITICAL,
              List.of(
                  "1 of 8 pods restarts again and again: CrashLoopBackOff.",
                  "The autoscaler is at its maximum of 8 and CPU is 97 % of 80 %."),
              7,
              8);
      case "location-service" -> service(id, name, Health.NORMAL, List.of(), 2, 2);
      case "postgresql-server" ->
          component(id, kind, name, Health.NORMAL, List.of(), server(), primary());
      case "postgresql-server-standby" ->
          component(
              id,
              kind,
              name,
              Health.NORMAL,
              List.of(),
              facts(
                  "role",
                  "Standby",
                  "zone",
                  facts.primaryZone().equals("1") ? "2" : "1",
                  "syncState",
                  "sync",
                  "replicationLagBytes",
                  0),
              primary());
      case "postgresql-server-replica-1" ->
          component(
              id,
              kind,
              name,
              Health.DEGRADED,
              List.of("It lags 7.2 s behind; the document allows 5 s."),
              facts(
                  "role",
                  "GeoAsyncReplica",
                  "state",
                  "Ready",
                  "zone",
                  "1",
                  "storagePercent",
                  31.1,
                  "replicationLagSeconds",
                  7.2,
                  "replicationLagBytes",
                  2_350_000,
                  "effectiveReplicationLagSeconds",
                  7.2),
              List.of(TravelEstate.serverId("postgresql-replica-1")));
      case "postgresql-server-replica-2" ->
          component(
              id,
              kind,
              name,
              Health.NORMAL,
              List.of(),
              facts(
                  "role",
                  "AsyncReplica",
                  "state",
                  "Ready",
                  "zone",
                  "3",
                  "storagePercent",
                  31.2,
                  "replicationLagSeconds",
                  41.2,
                  "replicationLagBytes",
                  0,
                  "effectiveReplicationLagSeconds",
                  0),
              List.of(TravelEstate.serverId("postgresql-replica-2")));
      case "redis-cache" ->
          component(
              id,
              kind,
              name,
              Health.NORMAL,
              List.of(),
              facts(
                  "state",
                  "Succeeded",
                  "hitRatio",
                  0.9622,
                  "hitRatioTarget",
                  0.95,
                  "usedMemoryPercent",
                  38.2,
                  "connectedClients",
                  42,
                  "evictedKeys",
                  0,
                  "shards",
                  3),
              List.of(TravelEstate.redisId()));
      case "system-pool", "application-pool", "aks" ->
          component(
              id,
              kind,
              name,
              Health.NORMAL,
              List.of(),
              facts(
                  "nodes",
                  3,
                  "nodesReady",
                  3,
                  "zones",
                  "1, 2, 3",
                  "min",
                  3,
                  "max",
                  id.equals("system-pool") ? 5 : 10),
              TravelEstate.nodeIds(id.equals("system-pool") ? "system" : "application"));
      default ->
          component(
              id,
              kind,
              name,
              Health.UNKNOWN,
              List.of("It is drawn from the document; no source observes it."),
              Map.of(),
              List.of());
    };
  }

  private ComponentStatus service(
      String id, String name, Health health, List<String> reasons, int ready, int desired) {
    Map<String, Fact> shown = new LinkedHashMap<>();
    shown.put("readyReplicas", fact(ready, "", "kubernetes"));
    shown.put("replicas", fact(desired, "", "kubernetes"));
    shown.put(
        "scaling", fact("Keeps the pods: cpu is at 66 % of its target of 70 %.", "", "kubernetes"));
    shown.put("image", fact("acrtripgen.azurecr.io/" + id + ":1.4.2", "", "kubernetes"));
    return component(
        id,
        "service",
        name,
        facts.kubernetesLost() ? Health.UNKNOWN : health,
        facts.kubernetesLost() ? List.of("The Kubernetes API does not answer.") : reasons,
        shown,
        List.of(TravelEstate.deploymentId(id), TravelEstate.hpaId(id)));
  }

  private ComponentStatus component(
      String id,
      String kind,
      String name,
      Health health,
      List<String> reasons,
      Map<String, Fact> shown,
      List<ResourceId> bound) {
    return new ComponentStatus(
        id,
        kind,
        name,
        health,
        kind.equals("service") && facts.kubernetesLost(),
        shown,
        reasons.stream().map(Sentence::verbatim).toList(),
        bound);
  }

  private List<ResourceId> primary() {
    return List.of(TravelEstate.serverId("postgresql-server"));
  }

  private Map<String, Fact> server() {
    return facts(
        "role",
        "Primary",
        "state",
        "Ready",
        "zone",
        facts.primaryZone(),
        "standbyZone",
        facts.primaryZone().equals("1") ? "2" : "1",
        "highAvailability",
        "ZoneRedundant",
        "highAvailabilityState",
        "Healthy",
        "connections",
        74,
        "maxConnections",
        100,
        "storagePercent",
        31.4,
        "cpuPercent",
        22);
  }

  private Map<String, Fact> facts(Object... namesAndValues) {
    Map<String, Fact> all = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = namesAndValues[i].toString();
      String unit =
          name.endsWith("Seconds")
              ? "s"
              : name.endsWith("Bytes") ? "B" : name.endsWith("Percent") ? "%" : "";
      all.put(name, fact(namesAndValues[i + 1], unit, "azure-metrics"));
    }
    return all;
  }

  private Fact fact(Object value, String unit, String source) {
    boolean lost = source.equals("kubernetes") && facts.kubernetesLost();
    return new Fact(value, unit, source, now.minusSeconds(lost ? 42 : 2), lost);
  }

  private List<Alert> alerts() {
    return List.of(
        new Alert(
            "pod-restart/ai-service",
            "pod-restart",
            Sentence.verbatim("Pod 재시작"),
            AlertRule.Severity.CRITICAL,
            "ai-service",
            Alert.State.FIRING,
            Optional.of(7.0),
            5,
            "count",
            Sentence.verbatim("ai-service restarted 7 times in 10 min; 5 are allowed."),
            now.minusSeconds(95),
            List.of("PagerDuty", "Teams")),
        new Alert(
            "replica-lag/postgresql-server-replica-1",
            "replica-lag",
            Sentence.verbatim("복제 지연"),
            AlertRule.Severity.WARNING,
            "postgresql-server-replica-1",
            Alert.State.PENDING,
            Optional.of(7.2),
            5,
            "seconds",
            Sentence.verbatim("Read replica 1 is 7.2 s behind; above 5 s for 5 min it fires."),
            now.minusSeconds(31),
            List.of("Teams")),
        new Alert(
            "response-time/user-service",
            "response-time",
            Sentence.verbatim("응답 시간"),
            AlertRule.Severity.WARNING,
            "user-service",
            Alert.State.UNKNOWN,
            Optional.empty(),
            3,
            "seconds",
            Sentence.verbatim("Response time cannot be read: no source measures it."),
            now.minusSeconds(1_200),
            List.of("Teams")),
        new Alert(
            "hit-ratio/redis",
            "hit-ratio",
            Sentence.verbatim("캐시 적중률"),
            AlertRule.Severity.WARNING,
            "redis-cache",
            Alert.State.RESOLVED,
            Optional.of(96.2),
            95,
            "percent",
            Sentence.verbatim("The hit ratio is 96.2 %; it was below 95 %."),
            now.minusSeconds(1_900),
            List.of("Teams")));
  }
}
