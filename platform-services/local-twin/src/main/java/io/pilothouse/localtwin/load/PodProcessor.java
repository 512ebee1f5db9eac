package io.pilothouse.localtwin.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A pod's processor as a queue: requests are worked on in turn, as fast as the pod's limit allows.
 *
 * <p>The requests are real and counted; the time that each takes of the processor is modelled,
 * since the twin's pods are no containers. Use is told over the last 15 seconds, metrics-server's
 * window.
 *
 * <p>Safe for concurrent use.
 */
final class PodProcessor {

  private static final Duration WINDOW = Duration.ofSeconds(15);
  private static final int LONGEST_QUEUE = 200;

  private final double cores;
  private final double coreSecondsPerRequest;

  /** Guarded by this. */
  private final Deque<Reading> readings = new ArrayDeque<>();

  /** Core seconds of all requests taken. Guarded by this. */
  private double admitted;

  /** When the work taken so far will be done. Guarded by this. */
  private Instant doneAt;

  PodProcessor(double cores, double coreSecondsPerRequest, Instant start) {
    this.cores = cores;
    this.coreSecondsPerRequest = coreSecondsPerRequest;
    this.doneAt = start;
    readings.add(new Reading(start, 0));
  }

  /**
   * Takes a request.
   *
   * @return how long it will wait and be worked on; empty when the queue is full
   */
  synchronized Optional<Duration> admit(Instant now) {
    if (queueLength(now) >= LONGEST_QUEUE) {
      return Optional.empty();
    }
    var start = doneAt.isAfter(now) ? doneAt : now;
    doneAt = start.plusNanos((long) (coreSecondsPerRequest / cores * 1e9));
    admitted += coreSecondsPerRequest;
    // One request runs on one core, however many the pod may use.
    double onOneCore = coreSecondsPerRequest / Math.min(1, cores);
    return Optional.of(Duration.between(now, start).plusNanos((long) (onOneCore * 1e9)));
  }

  /** Requests taken that nobody works on yet. */
  synchronized int queueLength(Instant now) {
    double unfinished = backlog(now) / coreSecondsPerRequest;
    return (int) Math.max(0, Math.ceil(unfinished - 1e-9) - Math.max(1, Math.ceil(cores)));
  }

  /** Cores in use, over the window or since the start. */
  synchronized double coresUsed(Instant now) {
    double done = admitted - backlog(now);
    var oldest = readings.getFirst();
    double seconds = Duration.between(oldest.at(), now).toNanos() / 1e9;
    return seconds <= 0 ? 0 : Math.clamp((done - oldest.done()) / seconds, 0, cores);
  }

  /** Keeps a reading for the window; to be called each second or so. */
  synchronized void keepReading(Instant now) {
    readings.addLast(new Reading(now, admitted - backlog(now)));
    while (readings.size() > 1
        && Duration.between(readings.getFirst().at(), now).compareTo(WINDOW) > 0) {
      readings.removeFirst();
    }
  }

  private double backlog(Instant now) {
    return doneAt.isAfter(now) ? Duration.between(now, doneAt).toNanos() / 1e9 * cores : 0;
  }

  /** Core seconds done up to a moment. */
  private record Reading(Instant at, double done) {}
}
