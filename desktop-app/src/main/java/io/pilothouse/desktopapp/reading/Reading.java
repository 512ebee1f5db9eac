package io.pilothouse.desktopapp.reading;

import java.time.Instant;

/**
 * A value with where it came from and when it was so.
 *
 * @param stale whether it may no longer be shown as current
 */
public record Reading<T>(T value, String source, Instant at, boolean stale) {
  /** The same provenance on another value. */
  public <R> Reading<R> with(R other) {
    return new Reading<>(other, source, at, stale);
  }
}
