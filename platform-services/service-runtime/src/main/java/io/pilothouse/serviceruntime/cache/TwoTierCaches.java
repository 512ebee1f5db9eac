package io.pilothouse.serviceruntime.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pilothouse.serviceruntime.cache.InvalidationChannel.Invalidation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The caches of one service instance, one for each type of value, over one shared tier and one
 * invalidation channel. A pattern belongs to one cache.
 *
 * <p>What another instance announces is forgotten here at once. Whenever the channel begins to
 * listen, all local tiers are emptied, since messages may have been missed; reads go to Redis then,
 * not to the source. Removals that Redis did not take are made up for each second.
 */
public final class TwoTierCaches implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TwoTierCaches.class);
  private static final Duration MAKING_UP = Duration.ofSeconds(1);
  private static final int BACKGROUND_LOADS = 16;

  private final CachePolicy policy;
  private final SharedTier shared;
  private final Ticker ticker;
  private final DoubleSupplier draw;
  private final Executor background = BackgroundLoads.atMost(BACKGROUND_LOADS);
  private final List<TwoTierCache<?>> caches = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService upkeep =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cache-upkeep").factory());

  private final ScheduledFuture<?> upkeeping;

  /**
   * Begins to listen.
   *
   * @param channel the one by which the tier announces; belongs to somebody else
   * @param draw numbers from 0 to 1 for the jitter
   */
  public TwoTierCaches(
      CachePolicy policy,
      SharedTier shared,
      Optional<InvalidationChannel> channel,
      Ticker ticker,
      DoubleSupplier draw) {
    this.policy = policy;
    this.shared = shared;
    this.ticker = ticker;
    this.draw = draw;
    upkeeping =
        upkeep.scheduleWithFixedDelay(
            this::tidy, MAKING_UP.toMillis(), MAKING_UP.toMillis(), TimeUnit.MILLISECONDS);
    channel.ifPresent(open -> open.listen(new Forgetting()));
  }

  /** Makes a cache for one type of value. */
  public <V> TwoTierCache<V> cache(ValueCodec<V> codec) {
    var cache = new TwoTierCache<>(policy, shared, codec, ticker, draw, background);
    caches.add(cache);
    return cache;
  }

  /** What all caches counted since the start. */
  public CacheSnapshot snapshot() {
    return caches.stream()
        .map(TwoTierCache::snapshot)
        .reduce(CacheSnapshot.NONE, CacheSnapshot::plus);
  }

  /** What all caches did about stale values since the start. */
  public RefreshCounts refreshes() {
    return caches.stream()
        .map(TwoTierCache::refreshes)
        .reduce(RefreshCounts.NONE, RefreshCounts::plus);
  }

  /** Whether the shared tier is used. */
  public SharedTierHealth sharedTier() {
    return shared.health();
  }

  @Override
  public void close() {
    upkeeping.cancel(true);
    upkeep.shutdownNow();
  }

  private void tidy() {
    try {
      caches.forEach(TwoTierCache::tidy);
      shared.finishRemovals();
    } catch (RuntimeException e) {
      LOG.warn("cache not tidied", e);
    }
  }

  /** Forgets what others changed. */
  private final class Forgetting implements InvalidationChannel.Listener {
    @Override
    public void invalidated(Invalidation what) {
      switch (what) {
        case Invalidation.Key(var text) ->
            CacheKey.ofShared(text)
                .ifPresent(key -> caches.forEach(cache -> cache.changedElsewhere(key)));
        case Invalidation.Pattern(var pattern) ->
            caches.forEach(cache -> cache.forgetLocal(key -> key.pattern().equals(pattern)));
        case Invalidation.Everything() -> caches.forEach(cache -> cache.forgetLocal(any -> true));
      }
    }

    @Override
    public void resumed() {
      caches.forEach(cache -> cache.forgetLocal(any -> true));
    }
  }
}
