package io.pilothouse.localtwin.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Resource manager's token bucket for one subscription's requests of one kind: 250 at once,
 * refilled with 25 a second for reads (200 and 10 for writes), by "Understand how Azure Resource
 * Manager throttles requests".
 */
final class RequestBudget {
  private final Clock clock;
  private final double size;
  private final double perSecond;
  private double left; // guarded by this
  private Instant filled; // guarded by this

  RequestBudget(Clock clock, int size, int perSecond) {
    this.clock = clock;
    this.size = size;
    this.perSecond = perSecond;
    this.left = size;
    this.filled = clock.instant();
  }

  /** Takes one request; what is left after it, or negative if there was none. */
  synchronized int take() {
    Instant now = clock.instant();
    left = Math.min(size, left + Duration.between(filled, now).toMillis() / 1000.0 * perSecond);
    filled = now;
    if (left < 1) {
      return -1;
    }
    left -= 1;
    return (int) left;
  }
}
