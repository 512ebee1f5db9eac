package io.pilothouse.operations.actions;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line of a run's journal: something that happened, or, before an effect, is about to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunEntry.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = RunEntry.GuardsAsked.class, name = "guards-asked"),
  @JsonSubTypes.Type(value = RunEntry.StepEnded.class, name = "step-ended"),
  @JsonSubTypes.Type(value = RunEntry.EffectRequested.class, name = "effect-requested"),
  @JsonSubTypes.Type(value = RunEntry.EffectAccepted.class, name = "effect-accepted"),
  @JsonSubTypes.Type(value = RunEntry.VerificationBegan.class, name = "verification-began"),
  @JsonSubTypes.Type(value = RunEntry.Resumed.class, name = "resumed"),
  @JsonSubTypes.Type(value = RunEntry.Measured.class, name = "measured"),
  @JsonSubTypes.Type(value = RunEntry.Ended.class, name = "ended")
})
public sealed interface RunEntry {
  Instant at();

  /**
   * The first line, before anything is done. @param baseline what the verification compares with,
   * such as the zone that a server was in
   */
  record Opened(Instant at, Plan plan, Approval approval, Map<String, String> baseline)
      implements RunEntry {
    public Opened {
      baseline = Map.copyOf(baseline);
    }
  }

  /** The guards' answers at execution. */
  record GuardsAsked(Instant at, List<Guard> guards) implements RunEntry {
    public GuardsAsked {
      guards = List.copyOf(guards);
    }
  }

  /** A step ended. */
  record StepEnded(Instant at, String name, long millis, Outcome outcome, Optional<Sentence> detail)
      implements RunEntry {}

  /** The effect is asked for right after this line: from here on it may have happened. */
  record EffectRequested(Instant at, String effect) implements RunEntry {}

  /** The platform took the effect on. */
  record EffectAccepted(Instant at) implements RunEntry {}

  /** The effect is seen or believed to be done; what came of it is being looked at. */
  record VerificationBegan(Instant at) implements RunEntry {}

  /** Another process, or a later start of this one, took the run over. */
  record Resumed(Instant at, String operator) implements RunEntry {}

  /** What the write probe measured. */
  record Measured(Instant at, Optional<Long> writeGapMillis, Optional<Long> lostRows)
      implements RunEntry {}

  /** The last line. */
  record Ended(Instant at, Outcome outcome, Sentence sentence) implements RunEntry {}
}
