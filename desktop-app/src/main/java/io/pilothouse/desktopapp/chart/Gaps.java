package io.pilothouse.desktopapp.chart;

import io.pilothouse.sharedmodel.signal.Series;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Tells a gap in a series from its usual rhythm. */
final class Gaps {
  private Gaps() {}

  /** Points that are further apart than this, in milliseconds, are not joined. */
  static long widest(List<Series.Point> points) {
    if (points.size() < 3) {
      return Long.MAX_VALUE;
    }
    long[] steps = new long[points.size() - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Duration.between(points.get(i).at(), points.get(i + 1).at()).toMillis();
    }
    Arrays.sort(steps);
    return Math.max(1_000, 3 * steps[steps.length / 2]);
  }
}
