package io.pilothouse.serviceruntime.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Queues that took no message, and until when they are left alone: half a second after the first
 * failure, twice as long after each other, half a minute at most. Safe for concurrent use.
 */
final class HeldBack {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

  /** A pause and when it ends. */
  private record Pause(Duration length, Instant until) {
    static Pause after(Duration length, Instant now) {
      return new Pause(length, now.plus(length));
    }

    Pause longer(Instant now) {
      var doubled = length.multipliedBy(2);
      return after(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled, now);
    }
  }

  /** A queue failed. True when it worked before. */
  boolean failed(String queue, Instant now) {
    return pauses
        .merge(queue, Pause.after(FIRST, now), (before, first) -> before.longer(now))
        .length()
        .equals(FIRST);
  }

  /** A queue took a message. True when it failed before. */
  boolean worked(String queue) {
    return pauses.remove(queue) != null;
  }

  /** Those to be left alone at a moment. */
  Set<String> at(Instant now) {
    return pauses.entrySet().stream()
        .filter(queue -> queue.getValue().until().isAfter(now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
