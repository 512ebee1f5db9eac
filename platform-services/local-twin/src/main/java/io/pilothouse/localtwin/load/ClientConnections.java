package io.pilothouse.localtwin.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The visitors who hold a connection to a pod: from their first request until they have been silent
 * for the keep-alive time. Safe for concurrent use.
 */
final class ClientConnections {

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);

  private final Map<Integer, Instant> lastRequest = new ConcurrentHashMap<>();

  void requestBy(int visitor, Instant now) {
    lastRequest.put(visitor, now);
  }

  int open(Instant now) {
    lastRequest.values().removeIf(at -> at.isBefore(now.minus(KEEP_ALIVE)));
    return lastRequest.size();
  }
}
