package io.pilothouse.serviceruntime.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads stale values anew, each once at a time and, when that failed, not again at once: a source
 * that is down is not asked by every read.
 */
final class Refreshing {

  private static final Logger LOG = LoggerFactory.getLogger(Refreshing.class);
  private static final int REMEMBERED_FAILURES = 10_000;

  private final Executor background;
  private final Set<CacheKey> underWay = ConcurrentHashMap.newKeySet();
  private final Cache<CacheKey, Boolean> failedLately;
  private final LongAdder staleReads = new LongAdder();
  private final LongAdder refreshes = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder postponed = new LongAdder();

  /**
   * Describes how stale values are loaded.
   *
   * @param pause how long a value whose load failed is left alone
   */
  Refreshing(Executor background, Duration pause, Ticker ticker) {
    this.background = background;
    this.failedLately =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_FAILURES)
            .expireAfterWrite(pause)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** A stale value was served; loads it anew unless that is under way, or failed just now. */
  void staleRead(CacheKey key, Runnable load) {
    staleReads.increment();
    if (failedLately.getIfPresent(key) != null || !underWay.add(key)) {
      return;
    }
    try {
      background.execute(() -> run(key, load));
    } catch (RejectedExecutionException full) {
      underWay.remove(key);
      postponed.increment();
    }
  }

  RefreshCounts counts() {
    return new RefreshCounts(staleReads.sum(), refreshes.sum(), failed.sum(), postponed.sum());
  }

  private void run(CacheKey key, Runnable load) {
    try {
      load.run();
      refreshes.increment();
    } catch (RuntimeException e) {
      failed.increment();
      failedLately.put(key, Boolean.TRUE);
      LOG.warn("cache value stays stale pattern={} cause=\"{}\"", key.pattern(), String.valueOf(e));
    } finally {
      underWay.remove(key);
    }
  }
}
