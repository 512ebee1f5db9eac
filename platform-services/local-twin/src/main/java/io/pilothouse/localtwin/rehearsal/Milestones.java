package io.pilothouse.localtwin.rehearsal;

import io.pilothouse.localtwin.scenario.Scenario.Milestone;
import io.pilothouse.localtwin.scenario.Scenario.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a rehearsal went through what. Immutable. */
record Milestones(
    Instant begin, Optional<Instant> signal, Optional<Instant> cause, Optional<Instant> action) {

  static Milestones begun(Instant at) {
    return new Milestones(at, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** With what shows now; what was there already keeps its time. */
  Milestones seen(boolean signalled, boolean explained, Instant now) {
    return new Milestones(
        begin,
        signal.or(() -> signalled ? Optional.of(now) : Optional.empty()),
        cause.or(() -> explained ? Optional.of(now) : Optional.empty()),
        action);
  }

  Milestones acted(Instant at) {
    return action.isPresent() ? this : new Milestones(begin, signal, cause, Optional.of(at));
  }

  /** Whether a moment has come. */
  boolean reached(Moment moment, Instant now) {
    return at(moment.after()).filter(at -> !now.isBefore(at.plus(moment.delay()))).isPresent();
  }

  /** Milliseconds from the beginning to a milestone. */
  Optional<Long> millis(Optional<Instant> at) {
    return at.map(instant -> Duration.between(begin, instant).toMillis());
  }

  private Optional<Instant> at(Milestone milestone) {
    return switch (milestone) {
      case BEGIN -> Optional.of(begin);
      case SIGNAL -> signal;
      case CAUSE -> cause;
      case ACTION -> action;
    };
  }
}
