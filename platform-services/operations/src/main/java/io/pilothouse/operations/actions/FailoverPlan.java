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
            ? List.of(Sentence.verbatim("Writes that the standby has not received are lost."))
            : List.of(),
        FailoverGuards.of(evidence),
        objectives(evidence),
        Optional.empty(),
        evidence.server().name());
  }

  private static List<Sentence> changes(FailoverEvidence evidence) {
    FlexibleServer before = evidence.server();
    String from = before.zone().map(z -> "zone " + z).orElse("its zone");
    String to = before.standbyZone().map(z -> "zone " + z).orElse("the standby's zone");
    return List.of(
        Sentence.verbatim(
            "The primary of " + before.name() + " moves from " + from + " to " + to + "."),
        Sentence.verbatim("The standby moves from " + to + " to " + from + "."),
        Sentence.verbatim(
            evidence.mode() == FailoverMode.PLANNED
                ? "The primary is drained first: the standby has everything before it takes over."
                : "The primary is given up at once."));
  }

  private static List<Sentence> affected(FailoverEvidence evidence) {
    var affected = new ArrayList<Sentence>();
    affected.add(
        Sentence.verbatim(
            "Open connections break; applications connect again through the same host name."));
    evidence.blueprint().stream()
        .flatMap(b -> b.relations().stream())
        .filter(r -> evidence.declared().map(d -> d.id().equals(r.to())).orElse(false))
        .map(r -> r.from())
        .distinct()
        .forEach(from -> affected.add(Sentence.verbatim(from + " uses it.")));
    evidence
        .replicas()
        .forEach(
            r -> affected.add(Sentence.verbatim("The replica " + r.name() + " follows anew.")));
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
