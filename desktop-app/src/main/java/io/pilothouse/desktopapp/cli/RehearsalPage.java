package io.pilothouse.desktopapp.cli;

import io.pilothouse.localtwin.rehearsal.Report;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rehearsals as one HTML page that needs nothing else: a table, then each one's timeline. */
final class RehearsalPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 Pretendard, system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8884; }
      td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      .solved { color: #1a7f4b; } .unsolved { color: #c33; font-weight: 600; }
      """;

  private RehearsalPage() {}

  static String of(List<RehearsalResult> results, Sentences speech) {
    String rows = results.stream().map(r -> row(r, speech)).collect(Collectors.joining("\n"));
    String details =
        results.stream().map(r -> detail(r.report(), speech)).collect(Collectors.joining("\n"));
    String title = speech.say(Sentence.of("command.rehearse.page"));
    return """
    <!DOCTYPE html>
    <html><head><meta charset="utf-8"><title>%s</title><style>
    %s</style></head><body><h1>%s</h1>
    <table><tr>%s</tr>
    %s
    </table>
    %s
    </body></html>
    """
        .formatted(title, STYLE, title, heads(speech), rows, details);
  }

  private static String heads(Sentences speech) {
    return List.of(
            "scenario",
            "system",
            "result",
            "signal",
            "cause",
            "action",
            "recovery",
            "best",
            "rows",
            "unnecessary")
        .stream()
        .map(name -> "<th>" + speech.say(Sentence.of("command.rehearse.head." + name)) + "</th>")
        .collect(Collectors.joining());
  }

  private static String row(RehearsalResult result, Sentences speech) {
    Report report = result.report();
    String outcome = report.solved() ? "solved" : "unsolved";
    return "<tr><td>%s</td><td>%s</td><td class=\"%s\">%s</td>%s%s%s%s%s%s<td class=\"n\">%d</td></tr>"
        .formatted(
            escaped(report.scenario()),
            escaped(report.system()),
            outcome,
            escaped(speech.say(Sentence.of("command.rehearse.head." + outcome))),
            time(report.signalMillis()),
            time(report.causeMillis()),
            time(report.actionMillis()),
            time(report.recoveryMillis()),
            time(result.document().bestRecoveryMillis()),
            "<td class=\"n\">" + report.rowsLost().map(String::valueOf).orElse("—") + "</td>",
            report.unnecessaryActions());
  }

  private static String time(Optional<Long> millis) {
    return "<td class=\"n\">" + millis.map(RehearsalText::seconds).orElse("—") + "</td>";
  }

  private static String detail(Report report, Sentences speech) {
    String lines =
        report.timeline().stream()
            .map(m ->
                "<tr><td class=\"n\">%s</td><td>%s</td></tr>"
                    .formatted(RehearsalText.seconds(m.millis()), escaped(speech.say(m.what()))))
            .collect(Collectors.joining("\n"));
    String reason =
        report
            .reason()
            .map(r -> "<p class=\"unsolved\">" + escaped(speech.say(r)) + "</p>")
            .orElse("");
    return "<h2>%s — %s</h2>%s<table>%s</table>"
        .formatted(escaped(report.scenario()), escaped(report.system()), reason, lines);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
