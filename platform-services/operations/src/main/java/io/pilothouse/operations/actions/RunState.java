package io.pilothouse.operations.actions;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.ActionRun.Phase;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.Optional;

/**
 * Where a run stands. The states are a fold over the journal: {@link #next} is the only way from
 * one to the other and throws on an entry that has no place there, so that a journal which was read
 * back means the same as the run which wrote it.
 *
 * <pre>
 * Journaled ── effect-requested ──> Requested ── effect-accepted ──> Accepted
 *     │                                 │                               │
 *     │                                 └──── verification-began ───────┴──> Verifying
 *     └─ ended (nothing was done)       └─ ended      └─ ended               └─ ended ──> Ended
 * </pre>
 */
public sealed interface RunState {
  /** What is said of a run that goes on: its steps speak. */
  Sentence NOTHING = Sentence.verbatim("");

  /** Everything that was told of the run so far. */
  RunProgress progress();

  /** The state after an entry. Throws {@link IllegalStateException} if it has no place here. */
  default RunState next(RunEntry entry) {
    RunProgress told = progress().with(entry);
    return switch (entry) {
      case RunEntry.Opened e -> throw misplaced(e);
      case RunEntry.GuardsAsked e -> stay(told, this instanceof Journaled, e);
      case RunEntry.StepEnded e -> stay(told, !(this instanceof Ended), e);
      case RunEntry.Resumed e -> stay(told, !(this instanceof Ended), e);
      case RunEntry.Measured e -> stay(told, !(this instanceof Ended), e);
      case RunEntry.EffectRequested e -> {
        require(this instanceof Journaled, e);
        yield new Requested(told);
      }
      case RunEntry.EffectAccepted e -> {
        require(this instanceof Requested, e);
        yield new Accepted(told);
      }
      case RunEntry.VerificationBegan e -> {
        require(this instanceof Requested || this instanceof Accepted, e);
        yield new Verifying(told);
      }
      case RunEntry.Ended e -> {
        require(!(this instanceof Ended), e);
        require(e.outcome() != Outcome.RUNNING, e);
        require(e.outcome() != Outcome.SUCCEEDED || this instanceof Verifying, e);
        yield new Ended(told, e.outcome(), e.sentence());
      }
    };
  }

  /** The state of a run whose journal holds nothing but its first line. */
  static RunState opened(RunEntry.Opened opened) {
    return new Journaled(RunProgress.of(opened));
  }

  /** The state that a journal's entries lead to. */
  static RunState of(List<RunEntry> entries) {
    if (entries.isEmpty() || !(entries.getFirst() instanceof RunEntry.Opened opened)) {
      throw new IllegalStateException("a journal begins with its opened entry");
    }
    RunState state = opened(opened);
    for (RunEntry entry : entries.subList(1, entries.size())) {
      state = state.next(entry);
    }
    return state;
  }

  /** The run as views and audits show it. */
  default ActionRun asRun(Optional<ActionRun.Step> underWay) {
    return switch (this) {
      case Journaled s -> s.progress().asRun(Phase.JOURNALED, Outcome.RUNNING, NOTHING, underWay);
      case Requested s -> s.progress().asRun(Phase.EXECUTING, Outcome.RUNNING, NOTHING, underWay);
      case Accepted s -> s.progress().asRun(Phase.EXECUTING, Outcome.RUNNING, NOTHING, underWay);
      case Verifying s -> s.progress().asRun(Phase.VERIFYING, Outcome.RUNNING, NOTHING, underWay);
      case Ended s -> s.progress().asRun(Phase.ENDED, s.outcome(), s.sentence(), underWay);
    };
  }

  private RunState stay(RunProgress told, boolean allowed, RunEntry entry) {
    require(allowed, entry);
    return switch (this) {
      case Journaled s -> new Journaled(told);
      case Requested s -> new Requested(told);
      case Accepted s -> new Accepted(told);
      case Verifying s -> new Verifying(told);
      case Ended s -> throw misplaced(entry);
    };
  }

  private void require(boolean allowed, RunEntry entry) {
    if (!allowed) {
      throw misplaced(entry);
    }
  }

  private IllegalStateException misplaced(RunEntry entry) {
    return new IllegalStateException(
        entry.getClass().getSimpleName()
            + " has no place in a run that is "
            + getClass().getSimpleName());
  }

  /** Written down; nothing was asked for yet. */
  record Journaled(RunProgress progress) implements RunState {}

  /** The effect was asked for or is about to be: it may have happened. */
  record Requested(RunProgress progress) implements RunState {}

  /** The platform took the effect on. */
  record Accepted(RunProgress progress) implements RunState {}

  /** The effect is done; what came of it is being looked at. */
  record Verifying(RunProgress progress) implements RunState {}

  /** Over. */
  record Ended(RunProgress progress, Outcome outcome, Sentence sentence) implements RunState {}
}
