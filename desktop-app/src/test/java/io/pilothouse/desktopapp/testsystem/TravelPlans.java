package io.pilothouse.desktopapp.testsystem;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans and runs of the small system. */
final class TravelPlans {
  private TravelPlans() {}

  static Plan plan(Intent intent, Instant at) {
    return switch (intent) {
      case Intent.Rollback rollback ->
          new Plan(
              "run-rollback",
              rollback,
              "Deployment tripgen/trip-service",
              at,
              sentences(
                  "--- revision 2",
                  "+++ revision 1",
                  " containers:",
                  " - name: trip-service",
                  "-  image: acrtripgen.azurecr.io/trip-service:1.5.0",
                  "+  image: acrtripgen.azurecr.io/trip-service:1.4.2",
                  "   ports:",
                  "   - containerPort: 8080"),
              sentences("3 pods are replaced, at most one unavailable at a time."),
              List.of(),
              List.of(
                  new Guard(
                      "revision-exists",
                      Guard.Verdict.PASS,
                      Sentence.verbatim("Revision 1 is kept.")),
                  new Guard(
                      "maintenance-window",
                      Guard.Verdict.WARN,
                      Sentence.verbatim(
                          "It is Saturday 19:40; the window is Sun 02:00-04:00 Asia/Seoul."))),
              List.of(new Plan.Objective("rollbackTime", 300_000)),
              Optional.of(41_000L),
              "trip-service");
      case Intent.Failover failover ->
          new Plan(
              "run-failover",
              failover,
              "postgresql-server",
              at,
              sentences(
                  "The standby in zone 2 becomes the primary.",
                  "The primary in zone 1 becomes the standby."),
              sentences(
                  "Every service that writes to the database waits or fails until the new primary"
                      + " takes writes.",
                  "Open connections are cut."),
              sentences("A transaction that is open at that moment is lost."),
              List.of(
                  new Guard(
                      "standby-healthy",
                      Guard.Verdict.PASS,
                      Sentence.verbatim("High availability is Healthy; the standby is in zone 2.")),
                  new Guard(
                      "lag",
                      Guard.Verdict.PASS,
                      Sentence.verbatim("The standby is 0 bytes behind.")),
                  new Guard(
                      "replicas",
                      Guard.Verdict.WARN,
                      Sentence.verbatim(
                          "Read replica 1 is 7.2 s and 2.4 MB behind; it follows afterwards."))),
              List.of(
                  new Plan.Objective("failoverTime", 60_000),
                  new Plan.Objective("recoveryTime", 1_800_000),
                  new Plan.Objective("recoveryPoint", 900_000)),
              Optional.empty(),
              "postgresql-server");
    };
  }

  static ActionRun running(Plan plan, Approval approval, Instant at) {
    return new ActionRun(
        plan.id(),
        plan.intent().action(),
        plan.target(),
        plan.intent(),
        ActionRun.Phase.EXECUTING,
        ActionRun.Outcome.RUNNING,
        at,
        Optional.empty(),
        Optional.of(approval),
        List.of(
            new ActionRun.Step("guards", 12, ActionRun.Outcome.SUCCEEDED, Optional.empty()),
            new ActionRun.Step("journal", 3, ActionRun.Outcome.SUCCEEDED, Optional.empty()),
            new ActionRun.Step(
                "execute",
                840,
                ActionRun.Outcome.RUNNING,
                Optional.of(Sentence.verbatim("The control plane accepted it.")))),
        plan.guards(),
        plan.objectives(),
        Optional.empty(),
        Optional.empty(),
        Sentence.verbatim("Running."));
  }

  static ActionRun ended(ActionRun run, Instant at) {
    boolean failover = run.intent() instanceof Intent.Failover;
    return new ActionRun(
        run.id(),
        run.action(),
        run.target(),
        run.intent(),
        ActionRun.Phase.ENDED,
        ActionRun.Outcome.SUCCEEDED,
        run.startedAt(),
        Optional.of(at),
        run.approval(),
        List.of(
            new ActionRun.Step("guards", 12, ActionRun.Outcome.SUCCEEDED, Optional.empty()),
            new ActionRun.Step("journal", 3, ActionRun.Outcome.SUCCEEDED, Optional.empty()),
            new ActionRun.Step("execute", 1_220, ActionRun.Outcome.SUCCEEDED, Optional.empty()),
            new ActionRun.Step("verify", 310, ActionRun.Outcome.SUCCEEDED, Optional.empty())),
        run.guards(),
        run.objectives(),
        failover ? Optional.of(412L) : Optional.empty(),
        failover ? Optional.of(0L) : Optional.empty(),
        Sentence.verbatim(
            failover
                ? "The standby took over: no write for 412 ms, no row lost."
                : "Revision 1 runs on 3 of 3 pods."));
  }

  private static List<Sentence> sentences(String... words) {
    return Stream.of(words).map(Sentence::verbatim).toList();
  }
}
