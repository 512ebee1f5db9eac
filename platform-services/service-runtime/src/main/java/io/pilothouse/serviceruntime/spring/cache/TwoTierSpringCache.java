package io.pilothouse.serviceruntime.spring.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pilothouse.serviceruntime.cache.CacheKey;
import io.pilothouse.serviceruntime.cache.TwoTierCache;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.support.AbstractValueAdaptingCache;
import org.springframework.cache.support.NullValue;

/**
 * One pattern of a two-tier cache, as Spring's cache annotations see it: null is an absence, which
 * is remembered for its own, shorter time.
 *
 * <p>With {@code sync = true} a value is loaded once for all who ask and, when stale, anew in the
 * background, outside the caller's transaction and security context. Without it Spring looks and
 * puts: concurrent misses each load, and nothing is served stale.
 */
final class TwoTierSpringCache extends AbstractValueAdaptingCache {

  private static final int MOST_MISSES = 10_000;
  private static final Duration LONGEST_LOAD = Duration.ofMinutes(1);

  private final String pattern;
  private final TwoTierCache<Object> tiers;

  /**
   * Looks that found nothing. What the same thread puts next is the value that it loaded, not a
   * change that other instances must hear of.
   */
  private final Cache<Miss, Boolean> misses =
      Caffeine.newBuilder().maximumSize(MOST_MISSES).expireAfterWrite(LONGEST_LOAD).build();

  TwoTierSpringCache(String pattern, TwoTierCache<Object> tiers) {
    super(true);
    this.pattern = pattern;
    this.tiers = tiers;
  }

  @Override
  public String getName() {
    return pattern;
  }

  @Override
  public Object getNativeCache() {
    return tiers;
  }

  @Override
  protected @Nullable Object lookup(Object key) {
    var named = key(key);
    var known = tiers.peek(named);
    if (known.isEmpty()) {
      misses.put(Miss.ofThisThread(named), Boolean.TRUE);
      return null;
    }
    return known.get().orElse(NullValue.INSTANCE);
  }

  @Override
  @SuppressWarnings("unchecked") // The type is the annotated method's, as Spring's contract has it.
  public <T> @Nullable T get(Object key, Callable<T> loader) {
    return (T) tiers.find(key(key), named -> load(key, loader)).orElse(null);
  }

  @Override
  public void put(Object key, @Nullable Object value) {
    var named = key(key);
    boolean loaded = misses.asMap().remove(Miss.ofThisThread(named)) != null;
    if (loaded) {
      tiers.fill(named, Optional.ofNullable(value));
    } else if (value == null) {
      tiers.putAbsent(named);
    } else {
      tiers.put(named, value);
    }
  }

  @Override
  public void evict(Object key) {
    tiers.invalidate(key(key));
  }

  @Override
  public void clear() {
    tiers.invalidateAll(pattern);
  }

  private static <T> Optional<Object> load(Object key, Callable<T> loader) {
    try {
      return Optional.ofNullable(loader.call());
    } catch (Exception e) {
      throw new ValueRetrievalException(key, loader, e);
    }
  }

  private CacheKey key(Object key) {
    return new CacheKey(pattern, DistinctKeys.text(key));
  }

  /** A look of one thread that found nothing. */
  private record Miss(long thread, CacheKey key) {
    static Miss ofThisThread(CacheKey key) {
      return new Miss(Thread.currentThread().threadId(), key);
    }
  }
}
