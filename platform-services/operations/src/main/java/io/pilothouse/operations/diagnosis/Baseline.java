package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.signal.Series;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is usual for a metric: its median over a time, which a few odd points do not move. */
final class Baseline {
  /** Fewer points are no usual. */
  private static final int LEAST = 3;

  private Baseline() {}

  static Optional<Double> of(
      MeasurementHistory history, ResourceId resource, String metric, Instant from, Instant to) {
    List<Series.Point> points = history.between(resource, metric, from, to);
    if (points.size() < LEAST) {
      return Optional.empty();
    }
    double[] values = points.stream().mapToDouble(Series.Point::value).sorted().toArray();
    int middle = values.length / 2;
    return Optional.of(
        values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
  }

  /** A value for a person: one digit behind the point. */
  static String rounded(double value) {
    return BigDecimal.valueOf(value)
        .setScale(Math.abs(value) >= 100 ? 0 : 1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
