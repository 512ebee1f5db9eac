package io.pilothouse.operations.actions;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DatabaseControl;
import io.pilothouse.operations.port.WriteProbe;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at what came of a failover: the server in the other zone and Ready, a write acknowledged
 * after that, the acknowledged rows still there, and high availability Healthy again.
 */
final class FailoverVerification {
  /** How long the platform may take; Azure's own takes one to two minutes. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  /** How long a request without an answer is looked for. */
  private static final Duration TRACE = Duration.ofMinutes(2);

  private static final Duration WRITE = Duration.ofMinutes(2);

  /** A new standby is seeded in minutes; the server serves meanwhile. */
  private static final Duration STANDBY = Duration.ofMinutes(10);

  private static final Duration LOOK = Duration.ofMillis(500);

  private final String server;
  private final DatabaseControl control;
  private final Pause pause;

  FailoverVerification(String server, DatabaseControl control, Pause pause) {
    this.server = server;
    this.control = control;
    this.pause = pause;
  }

  /**
   * Finds out by looking whether a failover that was asked for, without an answer, was done.
   * Returns once the server is seen to fail over or to have failed over.
   *
   * @param untouched how the run ends if the server is seen where it was for all of the time
   */
  void lookForTrace(RunLog log, Outcome untouched) throws RunEnds, InterruptedException {
    try {
      log.step("observe-outcome", () -> trace(log, untouched));
    } catch (ControlException e) {
      throw new RunEnds(Outcome.UNKNOWN, Sentence.of("operations.failover.unseen", e.sentence()));
    }
  }

  private Optional<Sentence> trace(RunLog log, Outcome untouched)
      throws RunEnds, ControlException, InterruptedException {
    Instant until = log.now().plus(TRACE);
    while (true) {
      FlexibleServer seen = read(log, until);
      if (swapped(log, seen)) {
        return Optional.of(Sentence.of("operations.failover.to-zone", zone(seen)));
      }
      if (seen.highAvailabilityState().filter("FailingOver"::equals).isPresent()) {
        return Optional.of(Sentence.of("operations.failover.under-way"));
      }
      if (!log.now().isBefore(until)) {
        throw new RunEnds(
            untouched,
            Sentence.of(
                "operations.failover.not-done",
                server,
                zone(seen),
                Durations.words(TRACE.toMillis())));
      }
      log.sees(Sentence.of("operations.failover.waiting"));
      pause.about(LOOK);
    }
  }

  /** From a failover that the platform says is done to the run's end. */
  void complete(RunLog log, Optional<WriteProbe.Running> probe)
      throws RunEnds, InterruptedException {
    if (!(log.state() instanceof RunState.Verifying)) {
      log.append(new RunEntry.VerificationBegan(log.now()));
    }
    try {
      log.step("verify-server", () -> awaitServer(log));
      if (probe.isPresent()) {
        log.step("verify-write", () -> awaitWrite(log, probe.get()));
      }
    } catch (ControlException e) {
      count(log, probe);
      throw new RunEnds(
          Outcome.UNKNOWN, Sentence.of("operations.failover.server-unseen", e.sentence()));
    } catch (RunEnds e) {
      count(log, probe);
      throw e;
    }
    long served = log.elapsed();
    count(log, probe);
    var told = new ArrayList<Sentence>();
    told.add(success(log, served));
    told.addAll(awaitStandby(log));
    log.end(Outcome.SUCCEEDED, Sentence.paragraph(told));
  }

  private Optional<Sentence> awaitServer(RunLog log)
      throws RunEnds, ControlException, InterruptedException {
    Instant until = log.now().plus(PATIENCE);
    while (true) {
      FlexibleServer seen = read(log, until);
      if (swapped(log, seen) && seen.state().equals("Ready")) {
        return Optional.of(Sentence.of("operations.failover.ready", zone(seen)));
      }
      Sentence state = Sentence.of("operations.failover.state", seen.state(), zone(seen));
      log.sees(state);
      if (!log.now().isBefore(until)) {
        throw new RunEnds(
            Outcome.UNKNOWN,
            Sentence.of(
                "operations.failover.unfinished",
                Durations.words(PATIENCE.toMillis()),
                server,
                state));
      }
      pause.about(LOOK);
    }
  }

  private Optional<Sentence> awaitWrite(RunLog log, WriteProbe.Running probe)
      throws RunEnds, InterruptedException {
    if (!probe.awaitWriteAfter(log.now(), WRITE)) {
      throw new RunEnds(
          Outcome.FAILED,
          Sentence.of(
              "operations.failover.took-no-write", server, Durations.words(WRITE.toMillis())));
    }
    return probe
        .measured()
        .serverAddress()
        .map(a -> Sentence.of("operations.failover.write-taken", a));
  }

  /** Counts whatever happened before: a failed run's gap is worth knowing too. */
  void count(RunLog log, Optional<WriteProbe.Running> running)
      throws RunEnds, InterruptedException {
    if (running.isEmpty()) {
      return;
    }
    WriteProbe.Running probe = running.get();
    try {
      log.step(
          "count-rows",
          () -> {
            WriteProbe.Measured measured = probe.finish();
            log.append(
                new RunEntry.Measured(
                    log.now(), Optional.of(measured.longestGapMillis()), measured.lostRows()));
            return Optional.of(
                measured
                    .lostRows()
                    .map(lost ->
                        Sentence.of(
                            "operations.failover.counted",
                            measured.acknowledged(),
                            measured.failed(),
                            lost))
                    .orElseGet(() ->
                        Sentence.of(
                            "operations.failover.not-counted",
                            measured.acknowledged(),
                            measured.failed())));
          });
    } catch (ControlException e) {
      log.append(
          new RunEntry.Measured(
              log.now(), Optional.of(probe.measured().longestGapMillis()), Optional.empty()));
    }
  }

  /** A failover has succeeded without a new standby; that there is none yet must be said. */
  private List<Sentence> awaitStandby(RunLog log) throws RunEnds, InterruptedException {
    try {
      log.step(
          "verify-standby",
          () -> {
            Instant until = log.now().plus(STANDBY);
            while (true) {
              FlexibleServer seen = read(log, until);
              Object state =
                  seen.highAvailabilityState()
                      .<Object>map(s -> s)
                      .orElseGet(() -> Sentence.of("operations.not-reported"));
              if (state.equals("Healthy")) {
                return Optional.of(Sentence.of("operations.failover.standby-healthy"));
              }
              log.sees(Sentence.of("operations.failover.standby-state", state));
              if (!log.now().isBefore(until)) {
                throw new RunEnds(
                    Outcome.UNKNOWN, Sentence.of("operations.failover.standby-still", state));
              }
              pause.about(LOOK);
            }
          });
      return List.of();
    } catch (ControlException e) {
      return List.of(Sentence.of("operations.failover.standby-unseen", e.sentence()));
    } catch (RunEnds e) {
      return List.of(e.sentence(), Sentence.of("operations.failover.until-healthy"));
    }
  }

  /** Where the platform names no zones, being Ready and not failing over is all there is to see. */
  private static boolean swapped(RunLog log, FlexibleServer seen) {
    String before = log.baseline("zone");
    String target = log.baseline("standbyZone");
    if (before.isEmpty() || target.isEmpty() || before.equals(target)) {
      return !(log.state() instanceof RunState.Requested)
          && seen.highAvailabilityState().filter("FailingOver"::equals).isEmpty();
    }
    return seen.zone().filter(target::equals).isPresent();
  }

  private FlexibleServer read(RunLog log, Instant until)
      throws ControlException, InterruptedException {
    while (true) {
      try {
        return control.read(server);
      } catch (ControlException.Rejected e) {
        throw e;
      } catch (ControlException e) {
        if (!log.now().isBefore(until)) {
          throw e;
        }
        log.sees(e.sentence());
        pause.about(LOOK);
      }
    }
  }

  private Sentence success(RunLog log, long served) {
    RunProgress progress = log.progress();
    Plan plan = progress.plan();
    Sentence gap =
        progress
            .writeGapMillis()
            .map(g -> Sentence.of("operations.failover.gap", held(plan, "failoverTime", g)))
            .orElseGet(() -> Sentence.of("operations.failover.gap.unmeasured"));
    Sentence loss =
        progress
            .lostRows()
            .map(l ->
                l == 0
                    ? Sentence.of("operations.failover.no-loss")
                    : Sentence.of("operations.failover.loss", l))
            .orElseGet(() -> Sentence.of("operations.failover.loss.uncounted"));
    Sentence again = held(plan, "recoveryTime", served);
    String zone = log.baseline("standbyZone");
    return zone.isEmpty()
        ? Sentence.of("operations.failover.success", server, gap, loss, again)
        : Sentence.of("operations.failover.success.zone", server, gap, loss, again, zone);
  }

  private static Object zone(FlexibleServer server) {
    return server.zone().<Object>map(z -> z).orElseGet(() -> Sentence.of("operations.unknown"));
  }

  /** A time, held against what was promised where something was. */
  private static Sentence held(Plan plan, String objective, long millis) {
    Sentence time = Durations.words(millis);
    return plan.objectives().stream()
        .filter(o -> o.name().equals(objective))
        .findFirst()
        .map(o ->
            Sentence.of(
                millis <= o.millis() ? "operations.promise.kept" : "operations.promise.not-kept",
                time,
                Durations.words(o.millis())))
        .orElse(time);
  }
}
