package io.pilothouse.operations.actions;

import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Intent.FailoverMode;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer.ReplicationObjective;
import io.pilothouse.sharedmodel.blueprint.Objectives;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a failover would do. Pure. */
final class FailoverPlan {
  private FailoverPlan() {}

  static Plan of(String runId, Intent.Failover intent, FailoverEvidence evidence) {
    return new Plan(
        runId,
        intent,
        evidence.server().name(),
        evidence.estate().now(),
        changes(evidence),
        affected(evidence),
        evidence.mode() == FailoverMode.FORCED
            ? List.of(Sentence.of("operations.failover.lost-writes"))
            : List.of(),
        FailoverGuards.of(evidence),
        objectives(evidence),
        Optional.empty(),
        evidence.server().name());
  }

  private static List<Sentence> changes(FailoverEvidence evidence) {
    FlexibleServer before = evidence.server();
    Sentence from = zone(before.zone(), "operations.zone.its");
    Sentence to = zone(before.standbyZone(), "operations.zone.standby");
    return List.of(
        Sentence.of("operations.failover.primary-moves", before.name(), from, to),
        Sentence.of("operations.failover.standby-moves", to, from),
        evidence.mode() == FailoverMode.PLANNED
            ? Sentence.of("operations.failover.drained")
            : Sentence.of("operations.failover.given-up"));
  }

  private static Sentence zone(Optional<String> zone, String otherwise) {
    return zone.map(z -> Sentence.of("operations.zone", z)).orElseGet(() -> Sentence.of(otherwise));
  }

  private static List<Sentence> affected(FailoverEvidence evidence) {
    var affected = new ArrayList<Sentence>();
    affected.add(Sentence.of("operations.failover.connections"));
    evidence.blueprint().stream()
        .flatMap(b -> b.relations().stream())
        .filter(r -> evidence.declared().map(d -> d.id().equals(r.to())).orElse(false))
        .map(r -> r.from())
        .distinct()
        .forEach(from -> affected.add(Sentence.of("operations.failover.used-by", from)));
    evidence
        .replicas()
        .forEach(r -> affected.add(Sentence.of("operations.failover.replica", r.name())));
    return affected;
  }

  private static List<Plan.Objective> objectives(FailoverEvidence evidence) {
    Optional<Objectives> promised = evidence.blueprint().map(b -> b.objectives());
    var objectives = new ArrayList<Plan.Objective>();
    evidence
        .declared()
        .flatMap(s -> s.replication())
        .flatMap(ReplicationObjective::failoverTime)
        .or(() -> promised.flatMap(Objectives::failoverTime))
        .ifPresent(t -> objectives.add(objective("failoverTime", t)));
    promised
        .flatMap(Objectives::recoveryTime)
        .ifPresent(t -> objectives.add(objective("recoveryTime", t)));
    promised
        .flatMap(Objectives::recoveryPoint)
        .ifPresent(t -> objectives.add(objective("recoveryPoint", t)));
    return objectives;
  }

  private static Plan.Objective objective(String name, Duration promised) {
    return new Plan.Objective(name, promised.toMillis());
  }
}
