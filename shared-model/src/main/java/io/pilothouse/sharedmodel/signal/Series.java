package io.pilothouse.sharedmodel.signal;

import io.pilothouse.sharedmodel.estate.ResourceId;
import java.time.Instant;
import java.util.List;

/**
 * Points of one metric of one resource in ascending time. An interval without a point is a gap,
 * never zero.
 */
public record Series(ResourceId resource, String metric, Unit unit, List<Point> points) {
  public Series {
    points = List.copyOf(points);
  }

  /** One point. */
  public record Point(Instant at, double value) {}
}
