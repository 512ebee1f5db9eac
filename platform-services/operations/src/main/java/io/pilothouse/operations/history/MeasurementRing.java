package io.pilothouse.operations.history;

import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last points of one metric of one resource, ascending in time, in two primitive arrays (16
 * bytes a point). A point at a moment that is known replaces the one there: platforms correct their
 * newest minute. Guarded by itself: the engine writes, any thread reads.
 */
final class MeasurementRing {
  private final Unit unit;
  private final int limit;
  private long[] times = new long[16];
  private double[] values = new double[16];
  private int start;
  private int size;

  MeasurementRing(Unit unit, int limit) {
    this.unit = unit;
    this.limit = limit;
  }

  Unit unit() {
    return unit;
  }

  synchronized void add(long time, double value, long oldest) {
    forgetBefore(oldest);
    if (time < oldest) {
      return;
    }
    int at = Arrays.binarySearch(times, start, start + size, time);
    if (at >= 0) {
      values[at] = value;
      return;
    }
    int insert = -at - 1;
    if (start + size == times.length) {
      int offset = insert - start - makeRoom();
      if (offset < 0) {
        return; // older than all that are kept
      }
      insert = start + offset;
    }
    int behind = start + size - insert;
    System.arraycopy(times, insert, times, insert + 1, behind);
    System.arraycopy(values, insert, values, insert + 1, behind);
    times[insert] = time;
    values[insert] = value;
    size++;
  }

  /**
   * Compacts to the front, and grows while under the limit; at the limit the oldest point goes.
   * Returns how many points went.
   */
  private int makeRoom() {
    boolean full = size >= limit;
    int from = full ? start + 1 : start;
    int kept = full ? size - 1 : size;
    int capacity = size * 2 > times.length ? Math.min(limit, times.length * 2) : times.length;
    long[] newTimes = new long[Math.max(capacity, kept + 1)];
    double[] newValues = new double[newTimes.length];
    System.arraycopy(times, from, newTimes, 0, kept);
    System.arraycopy(values, from, newValues, 0, kept);
    times = newTimes;
    values = newValues;
    int gone = size - kept;
    start = 0;
    size = kept;
    return gone;
  }

  synchronized void forgetBefore(long oldest) {
    while (size > 0 && times[start] < oldest) {
      start++;
      size--;
    }
  }

  synchronized boolean isEmpty() {
    return size == 0;
  }

  /** The points from a moment to another, both included. */
  synchronized List<Series.Point> between(long from, long to) {
    int first = Arrays.binarySearch(times, start, start + size, from);
    int i = first >= 0 ? first : -first - 1;
    var points = new ArrayList<Series.Point>();
    while (i < start + size && times[i] <= to) {
      points.add(new Series.Point(Instant.ofEpochMilli(times[i]), values[i]));
      i++;
    }
    return points;
  }

  /** The moment of the oldest point, or {@link Long#MAX_VALUE}. */
  synchronized long oldest() {
    return size == 0 ? Long.MAX_VALUE : times[start];
  }
}
