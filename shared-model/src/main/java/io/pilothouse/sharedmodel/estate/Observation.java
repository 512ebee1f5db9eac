package io.pilothouse.sharedmodel.estate;

import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.time.Instant;
import java.util.List;

/**
 * Something a source saw. Sequences grow by source; the reducer drops what is not newer than what
 * it has.
 */
public sealed interface Observation {
  SourceId source();

  long sequence();

  /** When the source saw it, by this machine's clock. */
  Instant observedAt();

  /** A resource exists and looks like this. */
  record Upserted(SourceId source, long sequence, Instant observedAt, Resource resource)
      implements Observation {}

  /** A resource exists no more. */
  record Gone(SourceId source, long sequence, Instant observedAt, ResourceId id)
      implements Observation {}

  /** Values were measured. */
  record Measured(
      SourceId source, long sequence, Instant observedAt, List<Measurement> measurements)
      implements Observation {
    public Measured {
      measurements = List.copyOf(measurements);
    }
  }

  /** The source listed everything: what it told before and is not among these is gone. */
  record Resynced(SourceId source, long sequence, Instant observedAt, List<Resource> resources)
      implements Observation {
    public Resynced {
      resources = List.copyOf(resources);
    }
  }

  /** The source answered and nothing changed: what it told is still so. */
  record Confirmed(SourceId source, long sequence, Instant observedAt) implements Observation {}

  /**
   * Which kinds the source has listed in full and keeps up with; it replaces what it said before.
   */
  record Covered(SourceId source, long sequence, Instant observedAt, Coverage coverage)
      implements Observation {}

  /**
   * The source is heard but cannot see everything, or can again. @param missing one sentence for a
   * person for each thing that it cannot see; empty when nothing is missing any more
   */
  record Limited(SourceId source, long sequence, Instant observedAt, List<Sentence> missing)
      implements Observation {
    public Limited {
      missing = List.copyOf(missing);
    }
  }

  /**
   * The source is cut: nothing it told is known to be so any more. @param reason one sentence for a
   * person
   */
  record SourceLost(SourceId source, long sequence, Instant observedAt, Sentence reason)
      implements Observation {}
}
