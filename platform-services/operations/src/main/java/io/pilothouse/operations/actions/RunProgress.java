package io.pilothouse.operations.actions;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a journal told of a run so far.
 *
 * @param guards those of the plan, then those asked at execution in their place
 * @param lastAt the time of the newest entry
 */
public record RunProgress(
    RunEntry.Opened opened,
    List<ActionRun.Step> steps,
    List<Guard> guards,
    Optional<Long> writeGapMillis,
    Optional<Long> lostRows,
    Instant lastAt) {
  public RunProgress {
    steps = List.copyOf(steps);
    guards = List.copyOf(guards);
  }

  static RunProgress of(RunEntry.Opened opened) {
    return new RunProgress(
        opened, List.of(), opened.plan().guards(), Optional.empty(), Optional.empty(), opened.at());
  }

  Plan plan() {
    return opened.plan();
  }

  RunProgress with(RunEntry entry) {
    return switch (entry) {
      case RunEntry.StepEnded e -> {
        var more = new ArrayList<>(steps);
        more.add(new ActionRun.Step(e.name(), e.millis(), e.outcome(), e.detail()));
        yield new RunProgress(opened, more, guards, writeGapMillis, lostRows, e.at());
      }
      case RunEntry.GuardsAsked e ->
          new RunProgress(opened, steps, e.guards(), writeGapMillis, lostRows, e.at());
      case RunEntry.Measured e ->
          new RunProgress(opened, steps, guards, e.writeGapMillis(), e.lostRows(), e.at());
      default -> new RunProgress(opened, steps, guards, writeGapMillis, lostRows, entry.at());
    };
  }

  ActionRun asRun(
      ActionRun.Phase phase,
      ActionRun.Outcome outcome,
      Sentence sentence,
      Optional<ActionRun.Step> underWay) {
    var all = new ArrayList<>(steps);
    underWay.ifPresent(all::add);
    return new ActionRun(
        plan().id(),
        plan().intent().action(),
        plan().target(),
        plan().intent(),
        phase,
        outcome,
        opened.at(),
        phase == ActionRun.Phase.ENDED ? Optional.of(lastAt) : Optional.empty(),
        Optional.of(opened.approval()),
        all,
        guards,
        plan().objectives(),
        writeGapMillis,
        lostRows,
        sentence);
  }
}
