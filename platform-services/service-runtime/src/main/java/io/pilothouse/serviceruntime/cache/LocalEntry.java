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

  long lifetimeNanos() {
    return freshNanos + staleNanos;
  }

  /** Told at each read how long the entry has to live, so that a hit reads the time only once. */
  void readWithLeft(long nanosLeft) {
    if (nanosLeft <= staleNanos && !stale) {
      stale = true;
    }
  }
}
