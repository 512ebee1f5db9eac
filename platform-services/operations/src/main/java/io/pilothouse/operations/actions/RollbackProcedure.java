package io.pilothouse.operations.actions;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Deployment.Revision;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Puts a Deployment or StatefulSet back on an earlier revision and watches the rollout to its end.
 */
final class RollbackProcedure implements Procedure {
  private static final String REVISION = "revision ";

  private final Intent.Rollback intent;
  private final String namespace;
  private final String name;
  private final DeploymentControl control;
  private final Optional<Blueprint> blueprint;
  private final Supplier<Estate> estate;
  private final BooleanSupplier otherRun;
  private final RollbackVerification verification;

  RollbackProcedure(
      Intent.Rollback intent,
      String namespace,
      String name,
      DeploymentControl control,
      Optional<Blueprint> blueprint,
      Supplier<Estate> estate,
      BooleanSupplier otherRun,
      Pause pause) {
    this.intent = intent;
    this.namespace = namespace;
    this.name = name;
    this.control = control;
    this.blueprint = blueprint;
    this.estate = estate;
    this.otherRun = otherRun;
    this.verification = new RollbackVerification(namespace, name, control, pause);
  }

  private RollbackEvidence evidence(Optional<Long> wanted, Optional<Long> expected)
      throws ControlException {
    return new RollbackEvidence(
        control.read(namespace, name),
        wanted,
        expected,
        control.mayChange(namespace, name),
        otherRun.getAsBoolean(),
        estate.get(),
        blueprint);
  }

  @Override
  public Prepared prepare(String runId) throws ControlException {
    RollbackEvidence evidence = evidence(intent.revision(), Optional.empty());
    WorkloadResource deployment = evidence.deployment();
    Optional<Revision> target = evidence.target();
    Plan plan =
        new Plan(
            runId,
            intent,
            name,
            evidence.estate().now(),
            diff(evidence),
            List.of(
                Sentence.of(
                    "operations.rollback.pods", namespace + "/" + name, deployment.desired())),
            List.of(Sentence.of("operations.rollback.data")),
            RollbackGuards.of(evidence),
            objectives(),
            Optional.empty(),
            name);
    return new Prepared(
        plan,
        Map.of(
            "namespace", namespace,
            "fromRevision", Long.toString(deployment.revision()),
            "generation", Long.toString(deployment.generation()),
            "toRevision", target.map(t -> Long.toString(t.number())).orElse(""),
            "replicaSet", target.map(Revision::replicaSet).orElse(""),
            "template", target.map(Revision::template).orElse("")));
  }

  private static List<Sentence> diff(RollbackEvidence evidence) {
    return evidence
        .target()
        .flatMap(t ->
            evidence
                .current()
                .map(c ->
                    TemplateDiff.between(
                            REVISION + c.number(),
                            c.template(),
                            REVISION + t.number(),
                            t.template())
                        .stream()
                        .map(RollbackProcedure::line)
                        .toList()))
        .orElse(List.of());
  }

  /** A line of the difference as it is; of its heads, which are ours, the words are said. */
  private static Sentence line(String line) {
    return line.startsWith("--- " + REVISION)
        ? Sentence.of("operations.diff.before", line.substring(4 + REVISION.length()))
        : line.startsWith("+++ " + REVISION)
            ? Sentence.of("operations.diff.after", line.substring(4 + REVISION.length()))
            : Sentence.verbatim(line);
  }

  private List<Plan.Objective> objectives() {
    return blueprint
        .flatMap(b -> b.objectives().rollbackTime())
        .map(t -> List.of(new Plan.Objective("rollbackTime", t.toMillis())))
        .orElse(List.of());
  }

  @Override
  public void execute(RunLog log) throws RunEnds, InterruptedException {
    long to = Long.parseLong(log.baseline("toRevision"));
    try {
      var generation = new ArrayList<Long>();
      log.step(
          "check-guards",
          () -> {
            RollbackEvidence now =
                evidence(
                    Optional.of(to), Optional.of(Long.parseLong(log.baseline("fromRevision"))));
            List<Guard> guards = RollbackGuards.of(now);
            log.append(new RunEntry.GuardsAsked(log.now(), guards));
            Guards.require(guards);
            generation.add(now.deployment().generation());
            return Optional.empty();
          });
      log.step(
          "patch-deployment",
          () -> {
            log.append(
                new RunEntry.EffectRequested(
                    log.now(), "roll " + namespace + "/" + name + " back to revision " + to));
            control.rollBack(
                namespace, name, to, generation.getFirst(), log.progress().plan().id());
            log.append(new RunEntry.EffectAccepted(log.now()));
            return Optional.empty();
          });
    } catch (ControlException.OutcomeUnknown e) {
      verification.lookForTrace(log, RollbackVerification.TRACE, Outcome.UNKNOWN);
    } catch (ControlException e) {
      throw new RunEnds(Outcome.FAILED, Sentence.of("operations.run.unchanged", e.sentence()));
    }
    verification.complete(log);
  }

  @Override
  public void resume(RunLog log) throws RunEnds, InterruptedException {
    switch (log.state()) {
      case RunState.Journaled s ->
          throw new RunEnds(Outcome.FAILED, Sentence.of("operations.run.interrupted"));
      case RunState.Requested s -> {
        verification.lookForTrace(log, Duration.ZERO, Outcome.FAILED);
        verification.complete(log);
      }
      case RunState.Accepted s -> verification.complete(log);
      case RunState.Verifying s -> verification.complete(log);
      case RunState.Ended s -> {}
    }
  }
}
