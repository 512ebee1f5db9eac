package io.pilothouse.localtwin.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Resource Graph's quota of a user: 15 queries in a window of 5 seconds, by "Guidance for throttled
 * requests in Azure Resource Graph". Thread-safe.
 */
final class QueryQuota {
  private static final int QUERIES = 15;
  private static final Duration WINDOW = Duration.ofSeconds(5);
  private final Clock clock;
  private Instant ends; // guarded by this
  private int left = QUERIES; // guarded by this

  QueryQuota(Clock clock) {
    this.clock = clock;
    this.ends = clock.instant().plus(WINDOW);
  }

  /**
   * What is left after a query.
   *
   * @param remaining queries; negative if there was none left
   */
  record Taken(int remaining, Duration resetsAfter) {
    /** As the headers write it: {@code 00:00:05}. */
    String resetsAfterText() {
      long seconds = (resetsAfter.toMillis() + 999) / 1_000;
      return "00:00:%02d".formatted(Math.max(1, seconds));
    }
  }

  synchronized Taken take() {
    Instant now = clock.instant();
    if (!now.isBefore(ends)) {
      ends = now.plus(WINDOW);
      left = QUERIES;
    }
    left = Math.max(-1, left - 1);
    return new Taken(left, Duration.between(now, ends));
  }
}
