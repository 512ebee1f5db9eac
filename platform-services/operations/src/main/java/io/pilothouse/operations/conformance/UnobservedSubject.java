package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import io.pilothouse.sharedmodel.blueprint.ChangePolicy;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.Objectives;
import io.pilothouse.sharedmodel.conformance.NotChecked;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the documents declare and no source can tell: listed with the reason, so that nobody takes
 * silence for agreement.
 */
final class UnobservedSubject implements Subject {
  private static final String WATCHED = "conformance.watched";
  private static final String MEASURED = "conformance.measured";
  private static final String NO_SOURCE = "conformance.no-source";
  private static final String BY_PEOPLE = "conformance.by-people";

  private final Blueprint blueprint;

  UnobservedSubject(Blueprint blueprint) {
    this.blueprint = blueprint;
  }

  @Override
  public List<Object> restsOn(LiveSide side) {
    return List.of();
  }

  @Override
  public void compare(LiveSide side, Places places, Findings into) {
    var list = new Listing(places, into);
    objectives(blueprint.objectives(), list);
    blueprint.databaseServers().forEach(s -> server(s, list));
    blueprint.cacheStrategy().ifPresent(s -> caching(s, list));
    blueprint.changePolicy().ifPresent(p -> changes(p, list));
    blueprint
        .cost()
        .flatMap(c -> c.statedTotal().map(t -> t + " " + c.currency()))
        .ifPresent(t -> list.add("cost", "statedTotal", t, NO_SOURCE));
    for (ManagedService service : blueprint.managedServices()) {
      if (!service.type().equals("key-vault")) {
        list.add(service, NO_SOURCE);
      }
      Object rotation = service.properties().get("secretRotation");
      if (rotation != null) {
        list.add(service.id(), "properties.secretRotation", rotation.toString(), NO_SOURCE);
      }
    }
    blueprint.externalSystems().forEach(e -> list.add(e, "conformance.outside"));
    if (!blueprint.relations().isEmpty()) {
      list.add("relations", "", blueprint.relations().size() + "", "conformance.traffic");
    }
  }

  private static void objectives(Objectives o, Listing list) {
    o.availability()
        .ifPresent(v -> list.add("objectives", "availability", v.toString(), NO_SOURCE));
    list.time("objectives", "responseTime", o.responseTime(), WATCHED);
    list.time("objectives", "recoveryTime", o.recoveryTime(), MEASURED);
    list.time("objectives", "recoveryPoint", o.recoveryPoint(), MEASURED);
    list.time("objectives", "failoverTime", o.failoverTime(), MEASURED);
    list.time("objectives", "rollbackTime", o.rollbackTime(), MEASURED);
  }

  private static void server(DatabaseServer server, Listing list) {
    server
        .minimumTlsVersion()
        .ifPresent(v -> list.add(server.id(), "minimumTlsVersion", v, NO_SOURCE));
    server.firewall().ifPresent(v -> list.add(server.id(), "firewall", v, NO_SOURCE));
    server
        .maxConnections()
        .ifPresent(v -> list.add(server.id(), "maxConnections", v.toString(), NO_SOURCE));
    server
        .replication()
        .ifPresent(r -> {
          list.time(server.id(), "replication.maximumLag", r.maximumLag(), WATCHED);
          list.time(server.id(), "replication.failoverTime", r.failoverTime(), MEASURED);
        });
  }

  private static void caching(CacheStrategy strategy, Listing list) {
    strategy
        .hitRatioTarget()
        .ifPresent(v -> list.add("cacheStrategy", "hitRatioTarget", v.toString(), WATCHED));
    strategy
        .local()
        .ifPresent(t ->
            list.time(
                "cacheStrategy", "local", Optional.of(t.timeToLive()), "conformance.in-code"));
    strategy
        .distributed()
        .ifPresent(t ->
            list.time(
                "cacheStrategy",
                "distributed",
                Optional.of(t.timeToLive()),
                "conformance.in-code"));
    for (CacheStrategy.Pattern pattern : strategy.patterns()) {
      list.add(
          "cacheStrategy",
          "patterns",
          pattern.name() + " " + Value.of(pattern.timeToLive()).text(),
          "conformance.in-code");
    }
  }

  private static void changes(ChangePolicy policy, Listing list) {
    if (!policy.maintenanceWindows().isEmpty()) {
      list.add(
          "changePolicy",
          "maintenanceWindows",
          String.join(", ", policy.maintenanceWindows()),
          "conformance.guarded");
    }
    list.add(
        "changePolicy",
        "approvalRequired",
        Boolean.toString(policy.approvalRequired()),
        "conformance.guarded");
    list.add(
        "changePolicy", "testingRequired", Boolean.toString(policy.testingRequired()), BY_PEOPLE);
    list.add(
        "changePolicy",
        "automaticRollback",
        Boolean.toString(policy.automaticRollback()),
        NO_SOURCE);
    policy
        .deploymentStrategy()
        .ifPresent(s -> list.add("changePolicy", "deploymentStrategy", s, NO_SOURCE));
  }

  private record Listing(Places places, Findings into) {
    void add(String owner, String field, String declared, String reason) {
      into.add(
          new NotChecked(
              owner,
              field,
              Optional.of(declared),
              Sentence.of(places.assumed(owner, field) ? "conformance.assumed" : reason),
              places.of(owner, field, Optional.empty())));
    }

    void add(Component component, String reason) {
      into.add(
          new NotChecked(
              component.id(),
              "",
              Optional.of(component.name()),
              Sentence.of(reason),
              component.source()));
    }

    void time(String owner, String field, Optional<Duration> declared, String reason) {
      declared.ifPresent(d -> add(owner, field, Value.of(d).text(), reason));
    }
  }
}
