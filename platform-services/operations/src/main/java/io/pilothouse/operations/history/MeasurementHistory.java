package io.pilothouse.operations.history;

import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was measured in the last two hours, at the grain of the source. Bounded: at most {@value
 * #POINTS} points a metric and {@value #METRICS} metrics; beyond that new metrics are not kept. The
 * engine's thread writes, any thread reads.
 */
public final class MeasurementHistory {
  /** How far back it goes. */
  public static final Duration HORIZON = Duration.ofHours(2);

  private static final int POINTS = 7_200;
  private static final int METRICS = 20_000;

  private final Map<Key, MeasurementRing> rings = new ConcurrentHashMap<>();

  /** Keeps a value. */
  public void record(Measurement measurement, Instant now) {
    record(
        measurement.resource(),
        measurement.metric(),
        measurement.value(),
        measurement.unit(),
        measurement.measuredAt(),
        now);
  }

  /** Keeps a value that the engine derived, such as a pod's count of restarts. */
  public void record(
      ResourceId resource, String metric, double value, Unit unit, Instant at, Instant now) {
    var key = new Key(resource, metric);
    MeasurementRing ring = rings.get(key);
    if (ring == null) {
      if (rings.size() >= METRICS) {
        return;
      }
      ring = new MeasurementRing(unit, POINTS);
      rings.put(key, ring);
    }
    ring.add(at.toEpochMilli(), value, now.minus(HORIZON).toEpochMilli());
  }

  /** Lets go of what is older than the horizon. */
  public void forget(Instant now) {
    long oldest = now.minus(HORIZON).toEpochMilli();
    rings.values().forEach(r -> r.forgetBefore(oldest));
    rings.values().removeIf(MeasurementRing::isEmpty);
  }

  /** The points between two moments, both included; empty where nothing is kept. */
  public List<Series.Point> between(ResourceId resource, String metric, Instant from, Instant to) {
    MeasurementRing ring = rings.get(new Key(resource, metric));
    return ring == null ? List.of() : ring.between(from.toEpochMilli(), to.toEpochMilli());
  }

  /** The unit of a metric, where it is kept. */
  public Optional<Unit> unit(ResourceId resource, String metric) {
    return Optional.ofNullable(rings.get(new Key(resource, metric))).map(MeasurementRing::unit);
  }

  /** Whether it knows the metric from the moment on, or from earlier. */
  public boolean reaches(ResourceId resource, String metric, Instant from) {
    MeasurementRing ring = rings.get(new Key(resource, metric));
    return ring != null && ring.oldest() <= from.toEpochMilli();
  }

  /** Whether anything of the metric is kept. */
  public boolean knows(ResourceId resource, String metric) {
    return rings.containsKey(new Key(resource, metric));
  }

  private record Key(ResourceId resource, String metric) {}
}
