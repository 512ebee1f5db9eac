package io.pilothouse.serviceruntime.data;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How far replicas are behind, from the positions of the primary's write-ahead log over time.
 *
 * <p>A replica that has replayed up to a position is as old as the first later position that was
 * seen on the primary. An idle primary does not move, so its replicas are not behind, and both
 * readings are timed by one clock, ours. Exact to the period of the readings.
 *
 * <p>Not safe for concurrent use; the owner guards it.
 */
final class ReplicationLag {

  private final Duration memory;
  private final Deque<Position> positions = new ArrayDeque<>();

  /** Remembers the primary's positions for this long, which is the longest lag it can tell. */
  ReplicationLag(Duration memory) {
    this.memory = memory;
  }

  /** Takes a reading of the primary's position. */
  void primaryAt(long position, Instant time) {
    var last = positions.peekLast();
    if (last != null && position < last.log()) {
      positions.clear(); // A failover lost what had not been sent: the old positions mean nothing.
    }
    if (last == null || positions.isEmpty() || position > last.log()) {
      positions.addLast(new Position(position, time));
    }
    while (positions.size() > 1 && positions.getFirst().time().isBefore(time.minus(memory))) {
      positions.removeFirst();
    }
  }

  /** The lag of a replica that has replayed up to a position; empty until the primary was read. */
  Optional<Duration> of(long replayed, Instant now) {
    if (positions.isEmpty()) {
      return Optional.empty();
    }
    for (var position : positions) {
      if (position.log() > replayed) {
        return Optional.of(Duration.between(position.time(), now));
      }
    }
    return Optional.of(Duration.ZERO);
  }

  /** What is missing to the primary's last known position, in bytes. */
  long bytes(long replayed) {
    var last = positions.peekLast();
    return last == null ? 0 : Math.max(0, last.log() - replayed);
  }

  /** A position of the log and when it was first seen. */
  private record Position(long log, Instant time) {}
}
