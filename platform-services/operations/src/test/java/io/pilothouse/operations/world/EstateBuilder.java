package io.pilothouse.operations.world;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.estate.Coverage;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.Reducer;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ResourceKind;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An estate in words: all is well, but for what the test says. */
public final class EstateBuilder {
  public static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");
  private final MeasurementHistory history = new MeasurementHistory();
  private Snapshot snapshot = Snapshot.empty();
  private Instant now = NOW;
  private long sequence;

  private EstateBuilder() {}

  /** No source is set up. */
  public static EstateBuilder nothingConnected() {
    return new EstateBuilder();
  }

  /** Every source is heard and everything is as the document wants it. */
  public static EstateBuilder allIsWell() {
    var builder = new EstateBuilder();
    builder.tell(
        new Observation.Resynced(
            Sources.KUBERNETES, builder.next(), builder.now, Live.kubernetes()));
    builder.tell(
        new Observation.Resynced(
            Sources.AZURE_RESOURCES, builder.next(), builder.now, Live.azure()));
    builder.tell(new Observation.Confirmed(Sources.AZURE_METRICS, builder.next(), builder.now));
    builder.tell(new Observation.Confirmed(Sources.POSTGRES, builder.next(), builder.now));
    return builder;
  }

  public EstateBuilder but(Resource resource) {
    SourceId source =
        resource.id().value().startsWith("k8s:") ? Sources.KUBERNETES : Sources.AZURE_RESOURCES;
    return tell(new Observation.Upserted(source, next(), now, resource));
  }

  public EstateBuilder without(Resource resource) {
    SourceId source =
        resource.id().value().startsWith("k8s:") ? Sources.KUBERNETES : Sources.AZURE_RESOURCES;
    return tell(new Observation.Gone(source, next(), now, resource.id()));
  }

  public EstateBuilder cut(SourceId source) {
    return tell(new Observation.SourceLost(source, next(), now, Sentence.verbatim("no answer")));
  }

  public EstateBuilder limited(SourceId source, String missing) {
    return tell(new Observation.Limited(source, next(), now, List.of(Sentence.verbatim(missing))));
  }

  /** The source has listed everything of these kinds. */
  public EstateBuilder covering(SourceId source, ResourceKind... kinds) {
    return tell(
        new Observation.Covered(source, next(), now, Coverage.of(Set.copyOf(List.of(kinds)))));
  }

  public EstateBuilder expecting(SourceId source) {
    snapshot = Reducer.expecting(snapshot, source, Duration.ofSeconds(5));
    return this;
  }

  public EstateBuilder notConnected(SourceId source, String reason) {
    snapshot = Reducer.notConnected(snapshot, source, Sentence.verbatim(reason));
    return this;
  }

  public EstateBuilder measured(ResourceId resource, String metric, double value) {
    return measured(resource, metric, value, Unit.NONE);
  }

  public EstateBuilder measured(ResourceId resource, String metric, double value, Unit unit) {
    SourceId source = metric.startsWith("pg.") ? Sources.POSTGRES : Sources.AZURE_METRICS;
    return measured(source, new Measurement(resource, metric, value, unit, now));
  }

  public EstateBuilder measured(SourceId source, Measurement measurement) {
    history.record(measurement, now);
    return tell(new Observation.Measured(source, next(), now, List.of(measurement)));
  }

  public EstateBuilder after(Duration time) {
    now = now.plus(time);
    return this;
  }

  public Estate estate() {
    return new Estate(snapshot, now, Map.of());
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public Instant now() {
    return now;
  }

  public MeasurementHistory history() {
    return history;
  }

  private EstateBuilder tell(Observation observation) {
    snapshot = Reducer.reduce(snapshot, List.of(observation));
    return this;
  }

  private long next() {
    return ++sequence;
  }
}
