package io.pilothouse.operations.actions;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads journals back as runs. */
final class Audit {
  private static final Logger log = LoggerFactory.getLogger(Audit.class);

  private final RunJournal journal;

  Audit(RunJournal journal) {
    this.journal = journal;
  }

  /** Every run that can be read, newest first. */
  List<ActionRun> runs() throws IOException {
    var runs = new ArrayList<ActionRun>();
    for (RunJournal.Journaled journaled : journal.all()) {
      state(journaled).map(s -> run(s, journaled)).ifPresent(runs::add);
    }
    runs.sort(Comparator.comparing(ActionRun::startedAt).reversed());
    return runs;
  }

  /** The state that a journal tells of; absent if it does not even tell what was planned. */
  static Optional<RunState> state(RunJournal.Journaled journaled) {
    journaled.damage().ifPresent(d -> log.warn("run={} {}", journaled.runId(), d));
    if (journaled.entries().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(RunState.of(journaled.entries()));
    } catch (IllegalStateException e) {
      log.warn("run={} journal makes no sense: {}", journaled.runId(), e.getMessage());
      return Optional.empty();
    }
  }

  private static ActionRun run(RunState state, RunJournal.Journaled journaled) {
    ActionRun run = state.asRun(Optional.empty());
    Sentence sentence =
        state instanceof RunState.Ended ? run.sentence() : Sentence.of("operations.run.not-ended");
    return with(
        run,
        journaled
            .damage()
            .map(d ->
                Sentence.paragraph(List.of(sentence, Sentence.of("operations.journal.damaged", d))))
            .orElse(sentence));
  }

  private static ActionRun with(ActionRun run, Sentence sentence) {
    return new ActionRun(
        run.id(),
        run.action(),
        run.target(),
        run.intent(),
        run.phase(),
        run.outcome(),
        run.startedAt(),
        run.endedAt(),
        run.approval(),
        run.steps(),
        run.guards(),
        run.objectives(),
        run.writeGapMillis(),
        run.lostRows(),
        sentence);
  }

  /**
   * How long successful runs of the kind on the target took: the median; absent before the first.
   */
  Optional<Long> usualMillis(Intent intent, String target) throws IOException {
    List<Long> times =
        runs().stream()
            .filter(r -> r.outcome() == Outcome.SUCCEEDED)
            .filter(r -> r.target().equals(target) && r.action().equals(intent.action()))
            .flatMap(r -> r.endedAt().map(e -> Duration.between(r.startedAt(), e)).stream())
            .map(Duration::toMillis)
            .sorted()
            .toList();
    return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2));
  }
}
