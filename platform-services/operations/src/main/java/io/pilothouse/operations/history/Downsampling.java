package io.pilothouse.operations.history;

import io.pilothouse.sharedmodel.signal.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * Thins points so that a chart keeps its peaks: of each stretch of time the lowest and the highest
 * point stay, in their order. No point is invented; a stretch without points stays without.
 */
public final class Downsampling {
  private Downsampling() {}

  /**
   * At most {@code maximum} of the points, which are ascending in time; all of them if they fit.
   */
  public static List<Series.Point> thin(List<Series.Point> points, int maximum) {
    if (points.size() <= Math.max(maximum, 2)) {
      return List.copyOf(points);
    }
    int stretches = Math.max(1, maximum / 2);
    long first = points.getFirst().at().toEpochMilli();
    long span = Math.max(1, points.getLast().at().toEpochMilli() - first + 1);
    var thinned = new ArrayList<Series.Point>(stretches * 2);
    int i = 0;
    for (int stretch = 0; stretch < stretches && i < points.size(); stretch++) {
      long end = first + Math.ceilDiv(span * (stretch + 1), (long) stretches);
      int from = i;
      while (i < points.size() && points.get(i).at().toEpochMilli() < end) {
        i++;
      }
      keepExtremes(points.subList(from, i), thinned);
    }
    return List.copyOf(thinned);
  }

  private static void keepExtremes(List<Series.Point> stretch, List<Series.Point> into) {
    if (stretch.isEmpty()) {
      return;
    }
    int low = 0;
    int high = 0;
    for (int i = 1; i < stretch.size(); i++) {
      if (stretch.get(i).value() < stretch.get(low).value()) {
        low = i;
      }
      if (stretch.get(i).value() > stretch.get(high).value()) {
        high = i;
      }
    }
    into.add(stretch.get(Math.min(low, high)));
    if (low != high) {
      into.add(stretch.get(Math.max(low, high)));
    }
  }
}
