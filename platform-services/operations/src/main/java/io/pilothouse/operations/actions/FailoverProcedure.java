package io.pilothouse.operations.actions;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DatabaseControl;
import io.pilothouse.operations.port.WriteProbe;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Intent.FailoverMode;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Fails a Flexible Server over to its standby, and measures by writes through the application's
 * endpoint how long none was taken and whether an acknowledged one is gone.
 */
final class FailoverProcedure implements Procedure {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Intent.Failover intent;
  private final String server;
  private final DatabaseControl control;
  private final Optional<WriteProbe> probe;
  private final Optional<Blueprint> blueprint;
  private final Supplier<Estate> estate;
  private final BooleanSupplier otherRun;
  private final Pause pause;
  private final FailoverVerification verification;

  FailoverProcedure(
      Intent.Failover intent,
      String server,
      DatabaseControl control,
      Optional<WriteProbe> probe,
      Optional<Blueprint> blueprint,
      Supplier<Estate> estate,
      BooleanSupplier otherRun,
      Pause pause) {
    this.intent = intent;
    this.server = server;
    this.control = control;
    this.probe = probe;
    this.blueprint = blueprint;
    this.estate = estate;
    this.otherRun = otherRun;
    this.pause = pause;
    this.verification = new FailoverVerification(server, control, pause);
  }

  private FailoverEvidence evidence(Optional<String> plannedZone) throws ControlException {
    return new FailoverEvidence(
        control.read(server),
        intent.mode(),
        plannedZone,
        probe.isPresent(),
        otherRun.getAsBoolean(),
        estate.get(),
        blueprint);
  }

  @Override
  public Prepared prepare(String runId) throws ControlException {
    FailoverEvidence evidence = evidence(Optional.empty());
    return new Prepared(
        FailoverPlan.of(runId, intent, evidence),
        Map.of(
            "zone", evidence.server().zone().orElse(""),
            "standbyZone", evidence.server().standbyZone().orElse("")));
  }

  @Override
  public void execute(RunLog log) throws RunEnds, InterruptedException {
    var running = new ArrayList<WriteProbe.Running>(1);
    try {
      checkGuards(log);
      startProbe(log, running);
      requestOrCount(log, running.stream().findFirst());
      verification.complete(log, running.stream().findFirst());
    } finally {
      running.forEach(WriteProbe.Running::close);
    }
  }

  private void checkGuards(RunLog log) throws RunEnds, InterruptedException {
    try {
      log.step(
          "check-guards",
          () -> {
            List<Guard> guards = FailoverGuards.of(evidence(Optional.of(log.baseline("zone"))));
            log.append(new RunEntry.GuardsAsked(log.now(), guards));
            Guards.require(guards);
            return Optional.empty();
          });
    } catch (ControlException e) {
      throw new RunEnds(Outcome.FAILED, Sentence.of("operations.run.unchanged", e.sentence()));
    }
  }

  /** A planned failover is measured or not done; a forced one does not wait for a measurement. */
  private void startProbe(RunLog log, List<WriteProbe.Running> running)
      throws RunEnds, InterruptedException {
    if (probe.isEmpty()) {
      return;
    }
    try {
      log.step(
          "start-write-probe",
          () -> {
            running.add(probe.get().start(server, log.progress().plan().id()));
            return running.getFirst().measured().serverAddress().map(Sentence::verbatim);
          });
    } catch (ControlException e) {
      if (intent.mode() == FailoverMode.PLANNED) {
        throw new RunEnds(
            Outcome.FAILED, Sentence.of("operations.failover.no-write", e.sentence()));
      }
    }
  }

  /** Where the platform failed at it, the time without writes is still worth knowing. */
  private void requestOrCount(RunLog log, Optional<WriteProbe.Running> running)
      throws RunEnds, InterruptedException {
    try {
      request(log);
    } catch (RunEnds e) {
      if (!(log.state() instanceof RunState.Journaled)) {
        verification.count(log, running);
      }
      throw e;
    }
  }

  private void request(RunLog log) throws RunEnds, InterruptedException {
    var operation = new ArrayList<DatabaseControl.Operation>(1);
    try {
      log.step(
          "request-failover",
          () -> {
            log.append(
                new RunEntry.EffectRequested(log.now(), intent.mode() + " failover of " + server));
            operation.add(control.beginFailover(server, intent.mode(), log.progress().plan().id()));
            log.append(new RunEntry.EffectAccepted(log.now()));
            return Optional.empty();
          });
      log.step("await-operation", () -> await(log, operation.getFirst()));
    } catch (ControlException.OutcomeUnknown e) {
      // Asked and not answered: what became of it is seen on the server itself.
      verification.lookForTrace(log, Outcome.UNKNOWN);
    } catch (ControlException e) {
      if (log.state() instanceof RunState.Accepted) {
        verification.lookForTrace(log, Outcome.UNKNOWN);
      } else {
        throw new RunEnds(Outcome.FAILED, Sentence.of("operations.run.unchanged", e.sentence()));
      }
    }
  }

  private Optional<Sentence> await(RunLog log, DatabaseControl.Operation operation)
      throws RunEnds, ControlException, InterruptedException {
    Instant until = log.now().plus(FailoverVerification.PATIENCE);
    while (true) {
      try {
        switch (operation.poll()) {
          case DatabaseControl.Status.Succeeded s -> {
            return Optional.empty();
          }
          case DatabaseControl.Status.Failed f ->
              throw new RunEnds(
                  Outcome.FAILED, Sentence.of("operations.failover.platform-ended", f.reason()));
          case DatabaseControl.Status.InProgress s ->
              log.sees(Sentence.of("operations.failover.in-progress"));
        }
      } catch (ControlException.Rejected e) {
        throw e;
      } catch (ControlException e) {
        log.sees(e.sentence());
      }
      if (!log.now().isBefore(until)) {
        throw new ControlException.OutcomeUnknown(
            Sentence.of(
                "operations.failover.operation-late",
                Durations.words(FailoverVerification.PATIENCE.toMillis())),
            new TimeoutException());
      }
      pause.about(LOOK);
    }
  }

  @Override
  public void resume(RunLog log) throws RunEnds, InterruptedException {
    switch (log.state()) {
      case RunState.Journaled s ->
          throw new RunEnds(Outcome.FAILED, Sentence.of("operations.run.interrupted"));
      case RunState.Requested s -> {
        verification.lookForTrace(log, Outcome.FAILED);
        verification.complete(log, Optional.empty());
      }
      case RunState.Accepted s -> {
        verification.lookForTrace(log, Outcome.UNKNOWN);
        verification.complete(log, Optional.empty());
      }
      case RunState.Verifying s -> verification.complete(log, Optional.empty());
      case RunState.Ended s -> {}
    }
  }
}
