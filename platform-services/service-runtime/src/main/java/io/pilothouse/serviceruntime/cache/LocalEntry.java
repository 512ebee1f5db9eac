package io.pilothouse.serviceruntime.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the local tier holds of one key: a value, or that there is none.
 *
 * @param <V> the value
 */
final class LocalEntry<V> {

  final @Nullable V value;
  final PatternCounters counters;
  private final long freshNanos;
  private final long staleNanos;

  /** When the tier took it in, by its ticker; set before the entry is seen by other threads. */
  private long since;

  /**
   * Turns true once, when a read finds the entry beyond its freshness. Not volatile: the reading
   * thread sets it itself just before it looks, and a thread that sees it late sets it again.
   */
  private boolean stale;

  LocalEntry(@Nullable V value, PatternCounters counters, Duration fresh, Duration stale) {
    this.value = value;
    this.counters = counters;
    this.freshNanos = fresh.toNanos();
    this.staleNanos = stale.toNanos();
    this.stale = freshNanos == 0;
  }

  boolean isStale() {
    return stale;
  }

  /** Whether there is a time at which it may be served. */
  boolean isWorthKeeping() {
    return freshNanos + staleNanos > 0;
  }

  void takenInAt(long now) {
    since = now;
  }

  /** Whether it may be served now; notes that it is stale. */
  boolean readAt(long now) {
    long age = now - since;
    if (age < freshNanos) {
      return true;
    }
    if (!stale) {
      stale = true;
    }
    return isAliveAt(now);
  }

  boolean isAliveAt(long now) {
    return now - since < freshNanos + staleNanos;
  }
}
