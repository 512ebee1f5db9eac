package io.pilothouse.localtwin.load;

import io.pilothouse.localtwin.kubernetes.LogLine;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines that a pod printed. Safe for concurrent use. */
final class PodLog {

  private static final int KEPT_LINES = 200;

  private final InstantSource clock;

  /** Guarded by itself. */
  private final Deque<LogLine> lines = new ArrayDeque<>();

  PodLog(InstantSource clock) {
    this.clock = clock;
  }

  void print(String text) {
    var at = clock.instant();
    synchronized (lines) {
      lines.addLast(new LogLine(at, text));
      if (lines.size() > KEPT_LINES) {
        lines.removeFirst();
      }
    }
  }

  List<LogLine> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }
}
