package io.pilothouse.desktopapp.cli;

import io.pilothouse.localtwin.rehearsal.Report;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code rehearse --json} prints of one rehearsal, and what is kept of it. Times are
 * milliseconds from the first fault; null is what did not happen.
 *
 * @param responder {@code scripted} or {@code people}; only like is compared with like
 * @param bestRecoveryMillis of the solved rehearsals before on this machine, of the same scenario,
 *     system and kind of responder
 */
record RehearsalDocument(
    String scenario,
    String system,
    Instant at,
    String responder,
    boolean solved,
    Optional<Long> signalMillis,
    Optional<Long> causeMillis,
    Optional<Long> actionMillis,
    Optional<Long> recoveryMillis,
    Optional<Long> rowsLost,
    Optional<Long> writeGapMillis,
    int unnecessaryActions,
    Optional<Long> bestRecoveryMillis,
    Optional<String> reason,
    List<Line> timeline) {
  /** A line of what happened. */
  record Line(long millis, String what) {}

  static RehearsalDocument of(Report report, Optional<Long> best, boolean scripted) {
    return new RehearsalDocument(
        report.scenario(),
        report.system(),
        report.at(),
        responder(scripted),
        report.solved(),
        report.signalMillis(),
        report.causeMillis(),
        report.actionMillis(),
        report.recoveryMillis(),
        report.rowsLost(),
        report.writeGapMillis(),
        report.unnecessaryActions(),
        best,
        report.reason().map(Sentence::toString),
        report.timeline().stream().map(m -> new Line(m.millis(), m.what().toString())).toList());
  }

  static String responder(boolean scripted) {
    return scripted ? "scripted" : "people";
  }
}
