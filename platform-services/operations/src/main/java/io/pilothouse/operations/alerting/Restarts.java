package io.pilothouse.operations.alerting;

import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts restarts within a window. Kubernetes tells only each pod's total, so the totals are kept
 * as they change; what a pod had restarted before it was first seen is counted to no window.
 */
public final class Restarts {
  /** The metric under which a pod's total is kept in the history. */
  static final String TOTAL = "restarts";

  private Map<ResourceId, Integer> seen = Map.of();

  /** Notes what changed since the last look. */
  public void note(Collection<Pod> pods, MeasurementHistory history, Instant now) {
    var next = new HashMap<ResourceId, Integer>();
    for (Pod pod : pods) {
      Integer before = seen.get(pod.id());
      if (before != null && pod.restarts() > before) {
        if (!history.knows(pod.id(), TOTAL)) {
          history.record(pod.id(), TOTAL, before, Unit.COUNT, now.minusMillis(1), now);
        }
        history.record(pod.id(), TOTAL, pod.restarts(), Unit.COUNT, now, now);
      }
      next.put(pod.id(), pod.restarts());
    }
    seen = next;
  }

  /** How often these pods restarted within the window. */
  static double within(
      Collection<Pod> pods, MeasurementHistory history, Duration window, Instant now) {
    double count = 0;
    for (Pod pod : pods) {
      List<Series.Point> totals =
          history.between(pod.id(), TOTAL, now.minus(MeasurementHistory.HORIZON), now);
      for (int i = 1; i < totals.size(); i++) {
        if (!totals.get(i).at().isBefore(now.minus(window))) {
          count += Math.max(0, totals.get(i).value() - totals.get(i - 1).value());
        }
      }
    }
    return count;
  }
}
