package io.pilothouse.desktopapp.cli;

import io.pilothouse.localtwin.rehearsal.Report;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A rehearsal's measures, for a person. */
final class RehearsalText {
  private RehearsalText() {}

  static List<String> lines(Report report, Optional<Long> best, Sentences speech) {
    var lines = new ArrayList<String>();
    lines.add(
        speech.say(
            Sentence.of(
                report.solved() ? "command.rehearse.solved" : "command.rehearse.unsolved",
                report.scenario(),
                report.system())));
    measures(report, best).forEach(m -> lines.add("  " + speech.say(m)));
    report.reason().ifPresent(reason -> lines.add("  " + speech.say(reason)));
    return lines;
  }

  /** What was measured; what did not happen is said as such. */
  static List<Sentence> measures(Report report, Optional<Long> best) {
    var measures = new ArrayList<Sentence>();
    measures.add(measure("command.rehearse.signal", report.signalMillis()));
    measures.add(measure("command.rehearse.cause", report.causeMillis()));
    measures.add(measure("command.rehearse.action", report.actionMillis()));
    measures.add(measure("command.rehearse.recovery", report.recoveryMillis()));
    best.ifPresent(b -> measures.add(Sentence.of("command.rehearse.best", seconds(b))));
    report.rowsLost().ifPresent(rows -> measures.add(Sentence.of("command.rehearse.rows", rows)));
    report
        .writeGapMillis()
        .ifPresent(gap -> measures.add(Sentence.of("command.rehearse.gap", seconds(gap))));
    measures.add(Sentence.of("command.rehearse.unnecessary", report.unnecessaryActions()));
    return measures;
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
  }

  private static Sentence measure(String key, Optional<Long> millis) {
    return Sentence.of(key, millis.map(RehearsalText::seconds).orElse("—"));
  }
}
