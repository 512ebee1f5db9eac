package io.pilothouse.serviceruntime.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cache-aside in two tiers: the process's own tier first, then Redis, then the source of truth,
 * whose answer fills both.
 *
 * <p>One load per key: the first caller puts a future into the local tier and does the work on its
 * own thread; callers that come meanwhile wait for that future. A load that fails is not kept, and
 * all who waited get its exception. A value that was invalidated while it was loading goes to its
 * callers but to no tier, since it may be older than the change.
 *
 * <p>Other instances learn of a change when their own local entry ends, {@link
 * CachePolicy#localTimeToLive} at the latest. Without Redis the cache goes on with the local tier
 * and the source; {@link SharedTier#health} says so.
 *
 * @param <V> the value
 */
public final class TwoTierCache<V> {

  private static final Logger LOG = LoggerFactory.getLogger(TwoTierCache.class);

  private final CachePolicy policy;
  private final SharedTier shared;
  private final ValueCodec<V> codec;
  private final DoubleSupplier draw;
  private final AsyncCache<CacheKey, V> local;
  private final Map<String, PatternCounters> counters = new ConcurrentHashMap<>();
  private final LongAdder localEvictions = new LongAdder();
  private final LongAdder localExpirations = new LongAdder();

  /**
   * Builds a cache.
   *
   * @param ticker the local tier's time
   * @param draw numbers from 0 to 1 for the jitter
   */
  public TwoTierCache(
      CachePolicy policy,
      SharedTier shared,
      ValueCodec<V> codec,
      Ticker ticker,
      DoubleSupplier draw) {
    this.policy = policy;
    this.shared = shared;
    this.codec = codec;
    this.draw = draw;
    this.local =
        Caffeine.newBuilder()
            .maximumSize(policy.localMaximumEntries())
            .expireAfter(
                Expiry.<CacheKey, V>writing(
                    (key, value) -> policy.jittered(policy.localTimeToLive(), draw.getAsDouble())))
            .ticker(ticker)
            .executor(Runnable::run)
            .evictionListener((key, value, cause) -> countEviction(cause))
            .buildAsync();
  }

  /** The value of a key, from the nearest tier that has it. */
  public V get(CacheKey key, Function<CacheKey, V> loader) {
    var mine = new CompletableFuture<V>();
    var present = local.asMap().putIfAbsent(key, mine);
    if (present != null) {
      var counted = counters(key);
      (present.isDone() ? counted.localHits : counted.joined).increment();
      return await(present);
    }
    try {
      V value = sharedOrLoaded(key, loader, mine);
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /** Forgets a value in both tiers, after the source of truth was changed. */
  public void invalidate(CacheKey key) {
    local.asMap().remove(key);
    shared.remove(key.shared());
  }

  /**
   * Fills the shared tier with a value that was just read from the source, as a deployment does
   * before it takes traffic. Not counted as a read.
   */
  public void warm(CacheKey key, V value) {
    storeShared(key, value);
  }

  /** What was counted since the start. */
  public CacheSnapshot snapshot() {
    local.synchronous().cleanUp();
    return new CacheSnapshot(
        counters.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().counts())),
        local.synchronous().estimatedSize(),
        localEvictions.sum(),
        localExpirations.sum());
  }

  private V sharedOrLoaded(
      CacheKey key, Function<CacheKey, V> loader, CompletableFuture<V> flight) {
    var text = shared.get(key.shared());
    if (text.isPresent()) {
      try {
        V value = codec.decode(text.get());
        counters(key).sharedHits.increment();
        return value;
      } catch (IllegalArgumentException e) {
        LOG.warn("shared cache value unreadable key={} cause=\"{}\"", key.shared(), e.getMessage());
      }
    }
    counters(key).loads.increment();
    V value = loader.apply(key);
    if (flight.equals(local.asMap().get(key))) {
      storeShared(key, value);
      if (!flight.equals(local.asMap().get(key))) {
        shared.remove(key.shared()); // Invalidated between the look and the store.
      }
    }
    return value;
  }

  private void storeShared(CacheKey key, V value) {
    Duration timeToLive = policy.sharedTimeToLive(key.pattern());
    shared.put(key.shared(), codec.encode(value), policy.jittered(timeToLive, draw.getAsDouble()));
  }

  private static <T> T await(CompletableFuture<T> flight) {
    try {
      return flight.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw e;
      }
    }
  }

  private PatternCounters counters(CacheKey key) {
    return counters.computeIfAbsent(key.pattern(), pattern -> new PatternCounters());
  }

  private void countEviction(RemovalCause cause) {
    (cause == RemovalCause.EXPIRED ? localExpirations : localEvictions).increment();
  }

  /** The counters behind {@link TierCounts}. */
  private static final class PatternCounters {
    final LongAdder localHits = new LongAdder();
    final LongAdder sharedHits = new LongAdder();
    final LongAdder loads = new LongAdder();
    final LongAdder joined = new LongAdder();

    TierCounts counts() {
      return new TierCounts(localHits.sum(), sharedHits.sum(), loads.sum(), joined.sum());
    }
  }
}
