package io.pilothouse.desktopapp.cli;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Plan;
import java.util.ArrayList;
import java.util.List;

/** Plans and runs as lines for a terminal. */
final class RunText {
  private RunText() {}

  static List<String> plan(Plan plan) {
    var lines = new ArrayList<String>();
    lines.add(plan.intent().action() + " of " + plan.target());
    section(lines, "changes", English.each(plan.changes()));
    section(lines, "also affected", English.each(plan.affected()));
    section(lines, "cannot be undone", English.each(plan.irreversible()));
    section(lines, "checks", plan.guards().stream().map(RunText::guard).toList());
    section(
        lines,
        "objectives",
        plan.objectives().stream().map(o -> o.name() + " " + seconds(o.millis())).toList());
    plan.expectedMillis()
        .ifPresent(millis -> lines.add("  took " + seconds(millis) + " the last times"));
    return lines;
  }

  static List<String> run(ActionRun run) {
    var lines = new ArrayList<String>();
    lines.add(run.action() + " of " + run.target() + ": " + StatusDocument.word(run.outcome()));
    run.steps().forEach(step -> lines.add("  " + step(step)));
    run.writeGapMillis().ifPresent(gap -> lines.add("  time without writes " + gap + " ms"));
    run.lostRows().ifPresent(rows -> lines.add("  rows lost " + rows));
    lines.add("  " + run.sentence());
    return lines;
  }

  static String step(ActionRun.Step step) {
    return "%-24s %8d ms  %s%s"
        .formatted(
            step.name(),
            step.millis(),
            StatusDocument.word(step.outcome()),
            step.detail().map(d -> "  " + d).orElse(""));
  }

  private static String guard(Guard guard) {
    return "%-5s %s: %s"
        .formatted(StatusDocument.word(guard.verdict()), guard.name(), guard.evidence());
  }

  private static void section(List<String> lines, String title, List<String> content) {
    if (!content.isEmpty()) {
      lines.add("  " + title + ":");
      content.forEach(line -> lines.add("    " + line));
    }
  }

  private static String seconds(long millis) {
    return millis < 1000 ? millis + " ms" : "%.1f s".formatted(millis / 1000.0);
  }
}
