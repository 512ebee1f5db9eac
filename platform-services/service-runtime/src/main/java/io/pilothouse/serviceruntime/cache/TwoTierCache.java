package io.pilothouse.serviceruntime.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
 * <p>One load per key: the first caller does the work on its own thread; callers that come
 * meanwhile wait for its answer. A load that fails is not kept, and all who waited get its
 * exception. A value that was invalidated while it was loading goes to its callers but to no tier,
 * since it may be older than the change.
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
  private final Cache<CacheKey, V> local;

  /** Loads under way. An invalidated one is taken out, so that its value goes to no tier. */
  private final Map<CacheKey, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

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
            .build();
  }

  /** The value of a key, from the nearest tier that has it. */
  public V get(CacheKey key, Function<CacheKey, V> loader) {
    var held = local.getIfPresent(key);
    if (held != null) {
      counters(key).localHits.increment();
      return held;
    }
    var mine = new CompletableFuture<V>();
    var flying = flights.putIfAbsent(key, mine);
    if (flying != null) {
      counters(key).joined.increment();
      return await(flying);
    }
    try {
      V value = fly(key, loader, mine);
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flights.remove(key, mine);
    }
  }

  /** Forgets a value in both tiers, after the source of truth was changed. */
  public void invalidate(CacheKey key) {
    flights.remove(key);
    local.invalidate(key);
    shared.remove(key.shared());
  }

  /** Forgets what the process itself holds, as its restart would. */
  public void forgetLocal() {
    local.invalidateAll();
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
    local.cleanUp();
    return new CacheSnapshot(
        counters.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().counts())),
        local.estimatedSize(),
        localEvictions.sum(),
        localExpirations.sum());
  }

  private V fly(CacheKey key, Function<CacheKey, V> loader, CompletableFuture<V> mine) {
    var justLanded = local.getIfPresent(key);
    if (justLanded != null) {
      counters(key).localHits.increment();
      return justLanded;
    }
    var found = readShared(key);
    V value;
    if (found.isPresent()) {
      value = found.get();
      counters(key).sharedHits.increment();
    } else {
      counters(key).loads.increment();
      value = loader.apply(key);
      if (mine.equals(flights.get(key))) {
        storeShared(key, value);
        if (!mine.equals(flights.get(key))) {
          shared.remove(key.shared()); // Invalidated between the look and the store.
        }
      }
    }
    flights.computeIfPresent(
        key,
        (same, flight) -> {
          if (flight.equals(mine)) {
            local.put(key, value);
          }
          return flight;
        });
    return value;
  }

  private Optional<V> readShared(CacheKey key) {
    var text = shared.get(key.shared());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(codec.decode(text.get()));
    } catch (IllegalArgumentException e) {
      LOG.warn("shared cache value unreadable key={} cause=\"{}\"", key.shared(), e.getMessage());
      return Optional.empty();
    }
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
