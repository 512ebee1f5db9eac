package io.pilothouse.operations.actions;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Deployment.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Puts a Deployment back on an earlier revision and watches the rollout to its end. */
final class RollbackProcedure implements Procedure {
  /** A rollout that takes longer is not waited for; its progress deadline is ten minutes. */
  private static final Duration ROLLOUT = Duration.ofMinutes(15);

  /** How long a request without an answer is looked for. */
  private static final Duration TRACE = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Intent.Rollback intent;
  private final String namespace;
  private final String name;
  private final DeploymentControl control;
  private final Optional<Blueprint> blueprint;
  private final Supplier<Estate> estate;
  private final BooleanSupplier otherRun;
  private final Pause pause;

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
    this.pause = pause;
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
    Deployment deployment = evidence.deployment();
    Optional<Revision> target = evidence.target();
    Plan plan =
        new Plan(
            runId,
            intent,
            name,
            evidence.estate().now(),
            diff(evidence),
            List.of(
                "Pods of "
                    + namespace
                    + "/"
                    + name
                    + " are replaced step by step: "
                    + deployment.desired()
                    + " of them."),
            List.of("Data that the newer revision has written stays as it is."),
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

  private static List<String> diff(RollbackEvidence evidence) {
    return evidence
        .target()
        .flatMap(t ->
            evidence
                .current()
                .map(c ->
                    TemplateDiff.between(
                        "revision " + c.number(),
                        c.template(),
                        "revision " + t.number(),
                        t.template())))
        .orElse(List.of());
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
            return "";
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
            return "";
          });
    } catch (ControlException.OutcomeUnknown e) {
      lookForTrace(log, log.now().plus(TRACE), Outcome.UNKNOWN);
    } catch (ControlException e) {
      throw new RunEnds(Outcome.FAILED, "Nothing was changed: " + RunLog.words(e));
    }
    verify(log);
  }

  @Override
  public void resume(RunLog log) throws RunEnds, InterruptedException {
    switch (log.state()) {
      case RunState.Journaled s ->
          throw new RunEnds(
              Outcome.FAILED,
              "Interrupted before anything was asked for: nothing was changed. Plan again if it is"
                  + " still wanted.");
      case RunState.Requested s -> {
        lookForTrace(log, log.now(), Outcome.FAILED);
        verify(log);
      }
      case RunState.Accepted s -> verify(log);
      case RunState.Verifying s -> verify(log);
      case RunState.Ended s -> {}
    }
  }

  /**
   * Finds out by looking whether a request without an answer was done. Looks until the moment, at
   * least once.
   *
   * @param untouched how the run ends if the Deployment was not touched
   */
  private void lookForTrace(RunLog log, Instant until, Outcome untouched)
      throws RunEnds, InterruptedException {
    try {
      log.step(
          "observe-outcome",
          () -> {
            while (true) {
              Deployment seen = read(log, until);
              if (arrived(log, seen)) {
                return "The request was done.";
              }
              boolean moved = seen.generation() != Long.parseLong(log.baseline("generation"));
              if (!log.now().isBefore(until)) {
                throw moved
                    ? new RunEnds(
                        Outcome.UNKNOWN,
                        name
                            + " was changed meanwhile and is at revision "
                            + seen.revision()
                            + ", which is not the one asked for. Look at it before planning again.")
                    : new RunEnds(
                        untouched,
                        name
                            + " is unchanged at revision "
                            + seen.revision()
                            + ": the rollback was not done. Plan again if it is still wanted.");
              }
              pause.about(LOOK);
            }
          });
    } catch (ControlException e) {
      throw new RunEnds(
          Outcome.UNKNOWN, "Whether it was done could not be seen: " + RunLog.words(e));
    }
  }

  private void verify(RunLog log) throws RunEnds, InterruptedException {
    if (!(log.state() instanceof RunState.Verifying)) {
      log.append(new RunEntry.VerificationBegan(log.now()));
    }
    try {
      Instant until = log.now().plus(ROLLOUT);
      log.step("watch-rollout", () -> watch(log, until));
      log.step("verify-revision", () -> verifyRevision(log));
    } catch (ControlException e) {
      throw new RunEnds(
          Outcome.UNKNOWN,
          "The rollback was asked for and its rollout cannot be seen: " + RunLog.words(e));
    }
    log.end(Outcome.SUCCEEDED, success(log));
  }

  private String watch(RunLog log, Instant until)
      throws RunEnds, ControlException, InterruptedException {
    while (true) {
      Deployment seen = read(log, until);
      String counts = seen.updated() + " updated, " + seen.ready() + " ready of " + seen.desired();
      if (seen.observedGeneration() >= seen.generation()) {
        if (!arrived(log, seen)) {
          throw new RunEnds(
              Outcome.FAILED,
              name
                  + " was changed by someone else during the rollout: it is at revision "
                  + seen.revision()
                  + ".");
        }
        if (seen.stalled().isPresent()) {
          throw new RunEnds(
              Outcome.FAILED,
              "The rollout is stuck (" + seen.stalled().get() + "): " + counts + ".");
        }
        if (seen.updated() >= seen.desired()
            && seen.ready() >= seen.desired()
            && seen.available() >= seen.desired()) {
          return counts;
        }
      }
      log.sees(counts);
      if (!log.now().isBefore(until)) {
        throw new RunEnds(
            Outcome.UNKNOWN,
            "The rollout is not finished after "
                + Durations.words(ROLLOUT.toMillis())
                + ": "
                + counts
                + ". It goes on; watch "
                + name
                + ".");
      }
      pause.about(LOOK);
    }
  }

  private String verifyRevision(RunLog log) throws RunEnds, ControlException {
    Deployment seen = control.read(namespace, name);
    if (!arrived(log, seen)) {
      throw new RunEnds(
          Outcome.FAILED, name + " is at revision " + seen.revision() + ", not where it was put.");
    }
    return "Revision " + seen.revision() + " runs " + String.join(", ", seen.images()) + ".";
  }

  /** A cluster that cannot be reached for a while is looked at again until the moment. */
  private Deployment read(RunLog log, Instant until) throws ControlException, InterruptedException {
    while (true) {
      try {
        return control.read(namespace, name);
      } catch (ControlException.Rejected e) {
        throw e;
      } catch (ControlException e) {
        if (!log.now().isBefore(until)) {
          throw e;
        }
        log.sees(RunLog.words(e));
        pause.about(LOOK);
      }
    }
  }

  /** Whether the Deployment asks for what the target revision was. */
  private static boolean arrived(RunLog log, Deployment seen) {
    String replicaSet = log.baseline("replicaSet");
    String template = log.baseline("template");
    return seen.revisions().stream()
        .filter(Revision::current)
        .anyMatch(r -> r.replicaSet().equals(replicaSet) || r.template().equals(template));
  }

  private String success(RunLog log) {
    String promised =
        log.progress().plan().objectives().stream()
            .findFirst()
            .map(o ->
                "; promised are "
                    + Durations.words(o.millis())
                    + (log.elapsed() <= o.millis() ? ", kept" : ", NOT kept"))
            .orElse("");
    return name
        + " runs what revision "
        + log.baseline("toRevision")
        + " was, after "
        + Durations.words(log.elapsed())
        + promised
        + ".";
  }
}
