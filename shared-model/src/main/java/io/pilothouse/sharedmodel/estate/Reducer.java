package io.pilothouse.sharedmodel.estate;

import io.pilothouse.sharedmodel.estate.Observation.Confirmed;
import io.pilothouse.sharedmodel.estate.Observation.Covered;
import io.pilothouse.sharedmodel.estate.Observation.Gone;
import io.pilothouse.sharedmodel.estate.Observation.Limited;
import io.pilothouse.sharedmodel.estate.Observation.Measured;
import io.pilothouse.sharedmodel.estate.Observation.Resynced;
import io.pilothouse.sharedmodel.estate.Observation.SourceLost;
import io.pilothouse.sharedmodel.estate.Observation.Upserted;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folds observations into snapshots. Pure: the same observations in the same order give the same
 * snapshot, on a server and on a client.
 *
 * <p>A source that was not heard for two of its periods is lost; what it told stays, with its age,
 * and is not current. An observation whose sequence is not newer than the last of its source
 * changes nothing, so that a replayed or reordered stream cannot bring an older picture back.
 */
public final class Reducer {
  private Reducer() {}

  /** A snapshot that knows a source and waits for it. */
  public static Snapshot expecting(Snapshot snapshot, SourceId source, Duration period) {
    var state =
        new SourceState(
            source, period, SourceState.Status.STARTING, -1, Optional.empty(), Optional.empty());
    return with(snapshot, state);
  }

  /** A snapshot that knows that a source is not set up. */
  public static Snapshot notConnected(Snapshot snapshot, SourceId source, Sentence reason) {
    var state =
        new SourceState(
            source,
            Duration.ZERO,
            SourceState.Status.NOT_CONNECTED,
            -1,
            Optional.empty(),
            Optional.of(reason));
    return with(snapshot, state);
  }

  /**
   * The snapshot after a batch of observations, one revision later; the same snapshot if none was
   * news.
   */
  public static Snapshot reduce(Snapshot snapshot, List<Observation> observations) {
    var work = new Work(snapshot);
    for (Observation observation : observations) {
      work.apply(observation);
    }
    return work.finish();
  }

  /**
   * The snapshot as time passes: sources that fell silent become lost. The same snapshot if nothing
   * changed.
   */
  public static Snapshot age(Snapshot snapshot, Instant now) {
    Snapshot aged = snapshot;
    for (SourceState state : snapshot.sources().values()) {
      boolean silent =
          state.status() == SourceState.Status.HEARD
              && state
                  .lastHeard()
                  .map(h -> Duration.between(h, now).compareTo(state.period().multipliedBy(2)) > 0)
                  .orElse(false);
      if (silent) {
        aged =
            with(
                aged,
                new SourceState(
                    state.source(),
                    state.period(),
                    SourceState.Status.LOST,
                    state.sequence(),
                    state.lastHeard(),
                    Optional.of(Sentence.of("estate.silent", state.period())),
                    state.coverage()));
      }
    }
    return aged;
  }

  private static Snapshot with(Snapshot snapshot, SourceState state) {
    var sources = new HashMap<>(snapshot.sources());
    sources.put(state.source(), state);
    return new Snapshot(
        snapshot.revision() + 1,
        snapshot.resources(),
        snapshot.measurements(),
        Collections.unmodifiableMap(sources));
  }

  /** Copies on first write, so that a batch costs one copy of each map. */
  private static final class Work {
    private final Snapshot before;
    private final Map<ResourceId, Observed<Resource>> resources;
    private final Map<ResourceId, Map<String, Observed<Measurement>>> measurements;
    private final Map<SourceId, SourceState> sources;
    private boolean changed;

    Work(Snapshot before) {
      this.before = before;
      this.resources = new HashMap<>(before.resources());
      this.measurements = new HashMap<>(before.measurements());
      this.sources = new HashMap<>(before.sources());
    }

    void apply(Observation observation) {
      SourceState state = sources.get(observation.source());
      if (state != null && observation.sequence() <= state.sequence()) {
        return;
      }
      changed = true;
      switch (observation) {
        case Upserted o -> put(o, o.resource());
        case Gone o -> remove(o.id());
        case Measured o -> o.measurements().forEach(m -> put(o, m));
        case Resynced o -> replaceAll(o);
        case Confirmed o -> {} // hearing it is all it says
        case Covered o -> {} // the source's state keeps what it says, as of the next
        case Limited o -> {}
        case SourceLost o -> {} // what it told stays, no longer current
      }
      hear(observation, state);
    }

    private void put(Observation o, Resource resource) {
      resources.put(
          resource.id(), new Observed<>(resource, o.source(), o.sequence(), o.observedAt()));
    }

    private void put(Observation o, Measurement measurement) {
      Map<String, Observed<Measurement>> ofResource =
          new HashMap<>(measurements.getOrDefault(measurement.resource(), Map.of()));
      Observed<Measurement> known = ofResource.get(measurement.metric());
      if (known != null && known.value().measuredAt().isAfter(measurement.measuredAt())) {
        return;
      }
      ofResource.put(
          measurement.metric(),
          new Observed<>(measurement, o.source(), o.sequence(), o.observedAt()));
      measurements.put(measurement.resource(), Collections.unmodifiableMap(ofResource));
    }

    private void remove(ResourceId id) {
      resources.remove(id);
      measurements.remove(id);
    }

    private void replaceAll(Resynced o) {
      var listed = new HashMap<ResourceId, Resource>();
      o.resources().forEach(r -> listed.put(r.id(), r));
      resources.values().stream()
          .filter(
              known -> known.source().equals(o.source()) && !listed.containsKey(known.value().id()))
          .map(known -> known.value().id())
          .toList()
          .forEach(this::remove);
      listed.values().forEach(r -> put(o, r));
    }

    private void hear(Observation o, @Nullable SourceState state) {
      Duration period = state == null ? Duration.ofSeconds(30) : state.period();
      Optional<Instant> known = state == null ? Optional.empty() : state.lastHeard();
      Optional<Sentence> limits =
          state == null || state.status() != SourceState.Status.HEARD
              ? Optional.empty()
              : state.reason();
      Coverage coverage = state == null ? Coverage.NONE : state.coverage();
      sources.put(
          o.source(),
          switch (o) {
            case SourceLost lost ->
                new SourceState(
                    o.source(),
                    period,
                    SourceState.Status.LOST,
                    o.sequence(),
                    known,
                    Optional.of(lost.reason()));
            case Limited limited ->
                heard(
                    o,
                    period,
                    limited.missing().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Sentence.paragraph(limited.missing())),
                    coverage);
            case Covered covered -> heard(o, period, limits, covered.coverage());
            default -> heard(o, period, limits, coverage);
          });
    }

    private static SourceState heard(
        Observation o, Duration period, Optional<Sentence> limits, Coverage coverage) {
      return new SourceState(
          o.source(),
          period,
          SourceState.Status.HEARD,
          o.sequence(),
          Optional.of(o.observedAt()),
          limits,
          coverage);
    }

    Snapshot finish() {
      return changed
          ? new Snapshot(
              before.revision() + 1,
              Collections.unmodifiableMap(resources),
              Collections.unmodifiableMap(measurements),
              Collections.unmodifiableMap(sources))
          : before;
    }
  }
}
