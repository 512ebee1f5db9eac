package io.pilothouse.localtwin.rehearsal;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a rehearsal went. Times are milliseconds from the first fault; absent is what did not happen.
 *
 * @param solved whether everything that counts as solved held, within the scenario's time, with no
 *     more rows lost than allowed, and the twin was healthy again after it
 * @param signalMillis until the product showed that something is wrong
 * @param causeMillis until it named the right cause before any other
 * @param actionMillis until the responder's first action; absent where none was needed
 * @param recoveryMillis until everything that counts as solved held and went on to hold
 * @param rowsLost acknowledged rows that are gone; absent where the system has no database
 * @param writeGapMillis the longest time without a write that was taken; likewise
 * @param unnecessaryActions actions of the product that the scenario does not ask for
 * @param reason what was missing; absent when it was solved
 */
public record Report(
    String scenario,
    String system,
    Instant at,
    boolean solved,
    Optional<Long> signalMillis,
    Optional<Long> causeMillis,
    Optional<Long> actionMillis,
    Optional<Long> recoveryMillis,
    Optional<Long> rowsLost,
    Optional<Long> writeGapMillis,
    int unnecessaryActions,
    Optional<Sentence> reason,
    List<Moment> timeline) {
  public Report {
    timeline = List.copyOf(timeline);
  }

  /**
   * One line of what happened.
   *
   * @param millis from the first fault
   */
  public record Moment(long millis, Sentence what) {}
}
