package io.pilothouse.sharedmodel.action;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of an action, from the journal's first line to its measured end.
 *
 * @param phase where it stands
 * @param steps what was done, in order; a step under way has outcome RUNNING and its time so far
 * @param writeGapMillis the longest time in which the application's endpoint took no write; absent
 *     where none was measured
 * @param lostRows rows whose commit was acknowledged and that are gone; absent where none were
 *     counted
 * @param sentence what happened, for a person
 */
public record ActionRun(
    String id,
    String action,
    String target,
    Intent intent,
    Phase phase,
    Outcome outcome,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<Approval> approval,
    List<Step> steps,
    List<Guard> guards,
    List<Plan.Objective> objectives,
    Optional<Long> writeGapMillis,
    Optional<Long> lostRows,
    Sentence sentence) {
  public ActionRun {
    steps = List.copyOf(steps);
    guards = List.copyOf(guards);
    objectives = List.copyOf(objectives);
  }

  /** The state machine's states, in order. */
  public enum Phase {
    PLANNED,
    APPROVED,
    JOURNALED,
    EXECUTING,
    VERIFYING,
    ENDED
  }

  /** How it ended; RUNNING until then. */
  public enum Outcome {
    RUNNING,
    SUCCEEDED,
    FAILED,
    REFUSED,
    /** The effect was asked for and its result could not be observed. */
    UNKNOWN
  }

  /** One step. */
  public record Step(String name, long millis, Outcome outcome, Optional<Sentence> detail) {}
}
