package io.pilothouse.desktopapp.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code plan --json} and {@code do --json} print. Names and shapes are a contract: they are
 * added to, never changed.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RunDocument(
    String id,
    String action,
    String target,
    String outcome,
    Instant startedAt,
    List<StepLine> steps,
    Optional<Long> writeGapMillis,
    Optional<Long> lostRows,
    List<GuardLine> guards,
    List<Plan.Objective> objectives,
    List<String> changes,
    List<String> affected,
    List<String> irreversible,
    String sentence) {

  record StepLine(String name, long millis, String outcome, Optional<String> detail) {}

  record GuardLine(String name, String verdict, String evidence) {}

  static RunDocument planned(Plan plan) {
    return new RunDocument(
        plan.id(),
        plan.intent().action(),
        plan.target(),
        plan.allowed() ? "planned" : "refused",
        plan.plannedAt(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        guards(plan.guards()),
        plan.objectives(),
        English.each(plan.changes()),
        English.each(plan.affected()),
        English.each(plan.irreversible()),
        plan.allowed() ? "Nothing was done yet." : "A guard blocks it; nothing was done.");
  }

  static RunDocument ended(ActionRun run, Plan plan) {
    return new RunDocument(
        run.id(),
        run.action(),
        run.target(),
        StatusDocument.word(run.outcome()),
        run.startedAt(),
        run.steps().stream()
            .map(s ->
                new StepLine(
                    s.name(),
                    s.millis(),
                    StatusDocument.word(s.outcome()),
                    s.detail().map(English::of)))
            .toList(),
        run.writeGapMillis(),
        run.lostRows(),
        guards(run.guards()),
        run.objectives(),
        English.each(plan.changes()),
        English.each(plan.affected()),
        English.each(plan.irreversible()),
        English.of(run.sentence()));
  }

  private static List<GuardLine> guards(List<Guard> guards) {
    return guards.stream()
        .map(g ->
            new GuardLine(g.name(), StatusDocument.word(g.verdict()), English.of(g.evidence())))
        .toList();
  }
}
