package io.pilothouse.desktopapp.live;

import io.pilothouse.sharedmodel.signal.Series;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was seen of values since the window was opened. Bounded; used on one thread. */
public final class Trails {
  private static final int POINTS = 1_800;

  private final Map<String, Deque<Series.Point>> trails = new HashMap<>();

  /** Keeps a value, unless one of the same moment is kept. */
  public void add(String key, Instant at, double value) {
    Deque<Series.Point> trail = trails.computeIfAbsent(key, fresh -> new ArrayDeque<>());
    if (trail.isEmpty() || trail.getLast().at().isBefore(at)) {
      trail.addLast(new Series.Point(at, value));
      if (trail.size() > POINTS) {
        trail.removeFirst();
      }
    }
  }

  /** What is kept since a moment, oldest first. */
  public List<Series.Point> points(String key, Instant from) {
    return trails.getOrDefault(key, new ArrayDeque<>()).stream()
        .filter(p -> !p.at().isBefore(from))
        .toList();
  }

  /** What was told of the time before, then what was seen. */
  public static List<Series.Point> joined(List<Series.Point> told, List<Series.Point> seen) {
    if (seen.isEmpty()) {
      return told;
    }
    Instant first = seen.getFirst().at();
    List<Series.Point> joined = new ArrayList<>();
    told.stream().filter(p -> p.at().isBefore(first)).forEach(joined::add);
    joined.addAll(seen);
    return List.copyOf(joined);
  }
}
