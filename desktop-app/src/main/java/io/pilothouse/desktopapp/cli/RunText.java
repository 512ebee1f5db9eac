package io.pilothouse.desktopapp.cli;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.util.ArrayList;
import java.util.List;

/** Plans and runs as lines for a terminal, in the language of who reads them. */
final class RunText {
  private final Sentences sentences;

  RunText(Sentences sentences) {
    this.sentences = sentences;
  }

  List<String> plan(Plan plan) {
    var lines = new ArrayList<String>();
    lines.add(say("command.plan", action(plan.intent()), plan.target()));
    section(lines, "command.plan.changes", each(plan.changes()));
    section(lines, "command.plan.affected", each(plan.affected()));
    section(lines, "command.plan.irreversible", each(plan.irreversible()));
    section(lines, "command.plan.guards", plan.guards().stream().map(this::guard).toList());
    section(
        lines,
        "command.plan.objectives",
        plan.objectives().stream()
            .map(o -> o.name() + " " + sentences.say(time(o.millis())))
            .toList());
    plan.expectedMillis()
        .ifPresent(millis -> lines.add("  " + say("command.plan.usual", time(millis))));
    return lines;
  }

  List<String> run(ActionRun run) {
    var lines = new ArrayList<String>();
    lines.add(say("command.run", action(run.intent()), run.target(), StateWord.of(run.outcome())));
    run.steps().forEach(step -> lines.add("  " + step(step)));
    run.writeGapMillis()
        .ifPresent(gap -> lines.add("  " + say("command.run.gap", Sentence.of("unit.ms", gap))));
    run.lostRows().ifPresent(rows -> lines.add("  " + say("command.run.lost", rows)));
    lines.add("  " + sentences.say(run.sentence()));
    return lines;
  }

  String step(ActionRun.Step step) {
    return "%-24s %8d ms  %s%s"
        .formatted(
            step.name(),
            step.millis(),
            sentences.say(StateWord.of(step.outcome())),
            step.detail().map(d -> "  " + sentences.say(d)).orElse(""));
  }

  private String guard(Guard guard) {
    return "%s %s: %s"
        .formatted(
            Column.of(sentences.say(StateWord.of(guard.verdict())), 5),
            guard.name(),
            sentences.say(guard.evidence()));
  }

  private static Sentence action(Intent intent) {
    return switch (intent) {
      case Intent.Rollback rollback -> Sentence.of("intent.rollback");
      case Intent.Failover failover -> Sentence.of("intent.failover");
    };
  }

  private List<String> each(List<Sentence> said) {
    return said.stream().map(sentences::say).toList();
  }

  private String say(String key, Object... arguments) {
    return sentences.say(Sentence.of(key, arguments));
  }

  private void section(List<String> lines, String key, List<String> content) {
    if (!content.isEmpty()) {
      lines.add("  " + say(key));
      content.forEach(line -> lines.add("    " + line));
    }
  }

  private static Sentence time(long millis) {
    return millis < 1000
        ? Sentence.of("unit.ms", millis)
        : Sentence.of("unit.s", "%.1f".formatted(millis / 1000.0));
  }
}
