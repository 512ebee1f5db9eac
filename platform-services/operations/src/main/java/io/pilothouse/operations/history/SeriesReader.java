package io.pilothouse.operations.history;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.MetricHistory;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.signal.Unit;
import io.pilothouse.sharedmodel.stream.Session.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Answers for the points of a metric: from memory where memory reaches back far enough or nothing
 * else knows, else from the platform's own history.
 */
public final class SeriesReader {
  private final MeasurementHistory memory;
  private final Optional<MetricHistory> platform;

  public SeriesReader(MeasurementHistory memory, Optional<MetricHistory> platform) {
    this.memory = memory;
    this.platform = platform;
  }

  /** The points, thinned to a maximum. Blocks while the platform is asked. */
  public Series read(
      ResourceId resource, String metric, Instant from, Instant to, int maximumPoints) {
    boolean remembered = memory.knows(resource, metric);
    Optional<MetricHistory> covering = platform.filter(p -> p.covers(resource));
    if (covering.isPresent() && !memory.reaches(resource, metric, from)) {
      try {
        Series read = covering.get().read(resource, metric, from, to, maximumPoints);
        if (!read.points().isEmpty() || !remembered) {
          return new Series(
              resource, metric, read.unit(), Downsampling.thin(read.points(), maximumPoints));
        }
      } catch (ControlException e) {
        if (!remembered) {
          throw new Unavailable(e.sentence());
        }
        // What is remembered is less, but true: it is shown with its gap.
      }
    } else if (!remembered && covering.isEmpty()) {
      throw new Unavailable(Sentence.of("operations.series.unmeasured", metric, resource.value()));
    }
    List<Series.Point> points = memory.between(resource, metric, from, to);
    return new Series(
        resource,
        metric,
        memory.unit(resource, metric).orElse(Unit.NONE),
        Downsampling.thin(points, maximumPoints));
  }
}
