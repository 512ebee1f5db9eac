package io.pilothouse.operations.health;

import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How a source stands at a moment, as a judgement needs to know it. */
public sealed interface SourceStanding {
  SourceId source();

  /**
   * Heard. @param settled whether it has had the time to tell everything, so that what it did not
   * tell is absent; @param limits what it cannot see, in sentences; absent when it sees everything
   */
  record Heard(SourceId source, boolean settled, Optional<Sentence> limits)
      implements SourceStanding {
    /** What it says of a kind of resource that it cannot see, or sees in part. */
    Optional<Sentence> limitsOn(String kind) {
      return limits.filter(l -> mentions(l, kind));
    }

    private static boolean mentions(Sentence sentence, String kind) {
      return sentence.arguments().stream()
          .anyMatch(argument ->
              argument instanceof Sentence nested
                  ? mentions(nested, kind)
                  : argument instanceof String text && text.contains(kind));
    }
  }

  /** Started and not heard yet. */
  record Starting(SourceId source) implements SourceStanding {}

  /** Cut. */
  record Lost(SourceId source, Sentence reason, Optional<Instant> lastHeard)
      implements SourceStanding {
    /** What to tell a person. */
    public Sentence sentence(Instant now) {

      return lastHeard
          .map(h ->
              Sentence.of("operations.source.cut.heard", source.value(), reason, seconds(h, now)))
          .orElseGet(() -> Sentence.of("operations.source.cut", source.value(), reason));
    }
  }

  /** The time between two moments, in whole seconds. */
  static Sentence seconds(Instant from, Instant to) {
    return Sentence.of("unit.s", Duration.between(from, to).toSeconds());
  }

  /** Not set up. */
  record NotConnected(SourceId source, Sentence reason) implements SourceStanding {
    /** What to tell a person. */
    public Sentence sentence() {
      return Sentence.of("operations.source.not-connected", source.value(), reason);
    }
  }
}
