package io.pilothouse.operations.actions;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DatabaseControl;
import io.pilothouse.operations.port.WriteProbe;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import java.time.Duration;
import java.time.Instant;
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
      throw new RunEnds(
          Outcome.UNKNOWN, "Whether it failed over could not be seen: " + RunLog.words(e));
    }
  }

  private String trace(RunLog log, Outcome untouched)
      throws RunEnds, ControlException, InterruptedException {
    Instant until = log.now().plus(TRACE);
    while (true) {
      FlexibleServer seen = read(log, until);
      if (swapped(log, seen)) {
        return "It failed over to zone " + seen.zone().orElse("unknown") + ".";
      }
      if (seen.highAvailabilityState().filter("FailingOver"::equals).isPresent()) {
        return "It is failing over.";
      }
      if (!log.now().isBefore(until)) {
        throw new RunEnds(
            untouched,
            server
                + " is still in zone "
                + seen.zone().orElse("unknown")
                + " and not failing over after "
                + Durations.words(TRACE.toMillis())
                + ": the failover was not done, as far as can be seen. Plan again if it is still"
                + " wanted.");
      }
      log.sees("waiting for a trace of the failover");
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
          Outcome.UNKNOWN,
          "The failover was asked for and the server cannot be seen: " + RunLog.words(e));
    } catch (RunEnds e) {
      count(log, probe);
      throw e;
    }
    long served = log.elapsed();
    count(log, probe);
    String standby = awaitStandby(log);
    log.end(Outcome.SUCCEEDED, success(log, served) + standby);
  }

  private String awaitServer(RunLog log) throws RunEnds, ControlException, InterruptedException {
    Instant until = log.now().plus(PATIENCE);
    while (true) {
      FlexibleServer seen = read(log, until);
      if (swapped(log, seen) && seen.state().equals("Ready")) {
        return "Ready in zone " + seen.zone().orElse("unknown") + ".";
      }
      String state = seen.state() + " in zone " + seen.zone().orElse("unknown");
      log.sees(state);
      if (!log.now().isBefore(until)) {
        throw new RunEnds(
            Outcome.UNKNOWN,
            "The failover was asked for and after "
                + Durations.words(PATIENCE.toMillis())
                + " "
                + server
                + " is "
                + state
                + ". Look at it in the portal before asking again.");
      }
      pause.about(LOOK);
    }
  }

  private String awaitWrite(RunLog log, WriteProbe.Running probe)
      throws RunEnds, InterruptedException {
    if (!probe.awaitWriteAfter(log.now(), WRITE)) {
      throw new RunEnds(
          Outcome.FAILED,
          server
              + " is Ready in the other zone but took no write through the application's endpoint"
              + " for "
              + Durations.words(WRITE.toMillis())
              + ".");
    }
    return probe.measured().serverAddress().map(a -> "A write was taken by " + a + ".").orElse("");
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
            return measured.acknowledged()
                + " writes acknowledged, "
                + measured.failed()
                + " refused, "
                + measured.lostRows().map(l -> l + " lost").orElse("loss not counted")
                + ".";
          });
    } catch (ControlException e) {
      log.append(
          new RunEntry.Measured(
              log.now(), Optional.of(probe.measured().longestGapMillis()), Optional.empty()));
    }
  }

  /** A failover has succeeded without a new standby; that there is none yet must be said. */
  private String awaitStandby(RunLog log) throws RunEnds, InterruptedException {
    try {
      log.step(
          "verify-standby",
          () -> {
            Instant until = log.now().plus(STANDBY);
            while (true) {
              FlexibleServer seen = read(log, until);
              String state = seen.highAvailabilityState().orElse("not reported");
              if (state.equals("Healthy")) {
                return "High availability is Healthy.";
              }
              log.sees("High availability is " + state + ".");
              if (!log.now().isBefore(until)) {
                throw new RunEnds(Outcome.UNKNOWN, "High availability is still " + state + ".");
              }
              pause.about(LOOK);
            }
          });
      return "";
    } catch (ControlException e) {
      return " Its new standby could not be seen: " + RunLog.words(e);
    } catch (RunEnds e) {
      return " " + e.sentence() + " Until it is Healthy there is nothing to fail over to.";
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
        log.sees(RunLog.words(e));
        pause.about(LOOK);
      }
    }
  }

  private String success(RunLog log, long served) {
    RunProgress progress = log.progress();
    String gap =
        progress
            .writeGapMillis()
            .map(g ->
                "no write was taken for "
                    + Durations.words(g)
                    + against(progress.plan(), "failoverTime", g))
            .orElse("the time without writes was not measured");
    String loss =
        progress
            .lostRows()
            .map(l -> l == 0 ? "no acknowledged row is lost" : l + " acknowledged rows are LOST")
            .orElse("lost rows were not counted");
    String zone = log.baseline("standbyZone");
    return server
        + (zone.isEmpty() ? " failed over: " : " runs in zone " + zone + ": ")
        + gap
        + ", "
        + loss
        + ", and it served again "
        + Durations.words(served)
        + " after the start"
        + against(progress.plan(), "recoveryTime", served)
        + ".";
  }

  private static String against(Plan plan, String objective, long millis) {
    return plan.objectives().stream()
        .filter(o -> o.name().equals(objective))
        .findFirst()
        .map(o ->
            " (promised are "
                + Durations.words(o.millis())
                + (millis <= o.millis() ? ", kept)" : ", NOT kept)"))
        .orElse("");
  }
}
