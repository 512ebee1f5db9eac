package io.pilothouse.serviceruntime.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The process's own tier: as many entries as fit, each for its own time.
 *
 * <p>Caffeine decides what fits; the time is kept here. Its own expiry by entry would move the
 * entry in a timer wheel at every read, which costs more than the rest of a hit. What is read after
 * its end goes then; what is not read goes when the tier is tidied, each second or so.
 *
 * @param <V> the value
 */
final class LocalTier<V> {

  private final Cache<CacheKey, LocalEntry<V>> entries;
  private final Ticker ticker;
  private final LongAdder evictions = new LongAdder();
  private final LongAdder expirations = new LongAdder();

  LocalTier(int maximumEntries, Ticker ticker) {
    this.ticker = ticker;
    this.entries =
        Caffeine.newBuilder()
            .maximumSize(maximumEntries)
            .executor(Runnable::run)
            .evictionListener((key, value, cause) -> evictions.increment())
            .build();
  }

  @Nullable LocalEntry<V> get(CacheKey key) {
    var entry = entries.getIfPresent(key);
    if (entry == null || entry.readAt(ticker.read())) {
      return entry;
    }
    expire(key, entry);
    return null;
  }

  void put(CacheKey key, LocalEntry<V> entry) {
    if (entry.isWorthKeeping()) {
      entry.takenInAt(ticker.read());
      entries.put(key, entry);
    } else {
      entries.invalidate(key);
    }
  }

  void forget(CacheKey key) {
    entries.invalidate(key);
  }

  void forget(Predicate<CacheKey> which) {
    entries.asMap().keySet().removeIf(which);
  }

  void forgetAll() {
    entries.invalidateAll();
  }

  /** Gives up what is beyond its end, and says how many are left. */
  long tidy() {
    long now = ticker.read();
    entries
        .asMap()
        .forEach((key, entry) -> {
          if (!entry.isAliveAt(now)) {
            expire(key, entry);
          }
        });
    entries.cleanUp();
    return entries.estimatedSize();
  }

  long evictions() {
    return evictions.sum();
  }

  long expirations() {
    return expirations.sum();
  }

  private void expire(CacheKey key, LocalEntry<V> entry) {
    if (entries.asMap().remove(key, entry)) {
      expirations.increment();
    }
  }
}
