package io.pilothouse.serviceruntime.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The process's own tier: as many entries as fit, each for its own time.
 *
 * @param <V> the value
 */
final class LocalTier<V> {

  private final Cache<CacheKey, LocalEntry<V>> entries;
  private final LongAdder evictions = new LongAdder();
  private final LongAdder expirations = new LongAdder();

  LocalTier(int maximumEntries, Ticker ticker) {
    entries =
        Caffeine.newBuilder()
            .maximumSize(maximumEntries)
            .expireAfter(new OwnLifetime<V>())
            .ticker(ticker)
            .executor(Runnable::run)
            .evictionListener((key, value, cause) -> count(cause))
            .build();
  }

  @Nullable LocalEntry<V> get(CacheKey key) {
    return entries.getIfPresent(key);
  }

  void put(CacheKey key, LocalEntry<V> entry) {
    if (entry.lifetimeNanos() > 0) {
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

  long size() {
    entries.cleanUp();
    return entries.estimatedSize();
  }

  long evictions() {
    return evictions.sum();
  }

  long expirations() {
    return expirations.sum();
  }

  private void count(RemovalCause cause) {
    (cause == RemovalCause.EXPIRED ? expirations : evictions).increment();
  }

  /** Each entry knows how long it may live, and is told at each read how much of that is left. */
  private static final class OwnLifetime<V> implements Expiry<CacheKey, LocalEntry<V>> {
    @Override
    public long expireAfterCreate(CacheKey key, LocalEntry<V> entry, long now) {
      return entry.lifetimeNanos();
    }

    @Override
    public long expireAfterUpdate(CacheKey key, LocalEntry<V> entry, long now, long left) {
      return entry.lifetimeNanos();
    }

    @Override
    public long expireAfterRead(CacheKey key, LocalEntry<V> entry, long now, long left) {
      entry.readWithLeft(left);
      return left;
    }
  }
}
