package io.pilothouse.serviceruntime.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared tier behind a circuit breaker: a store that fails is left alone for a while, and the
 * caller goes on without it.
 *
 * <p>A removal that could not be carried out is remembered, because the store may come back with
 * the value that was to go. Until the removal succeeds or a new value replaces it, such a key reads
 * as absent here. The memory is this process's own: another process may read the old value until
 * its time to live ends.
 *
 * <p>Safe for concurrent use; one per process, shared by its caches.
 */
public final class SharedTier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SharedTier.class);
  private static final int REMEMBERED_REMOVALS = 100_000;
  private static final Duration LONGEST_TIME_TO_LIVE = Duration.ofHours(24);

  private final SharedStore store;
  private final CircuitBreaker breaker;
  private final Cache<String, Boolean> unfinishedRemovals =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED_REMOVALS)
          .expireAfterWrite(LONGEST_TIME_TO_LIVE)
          .build();
  private final LongAdder failures = new LongAdder();
  private final LongAdder skips = new LongAdder();
  private volatile Instant stateSince;
  private volatile @Nullable String lastFailure;

  /**
   * Puts a breaker before a store: it opens when at least half of the last 20 calls (of 5 at least)
   * failed, and tries again after {@code retryAfter}.
   */
  public SharedTier(SharedStore store, Duration retryAfter, Clock clock) {
    this.store = store;
    this.stateSince = clock.instant();
    this.breaker =
        CircuitBreaker.of(
            "shared-cache",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(2)
                .waitDurationInOpenState(retryAfter)
                .clock(clock)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event -> {
          stateSince = clock.instant();
          LOG.info(
              "shared cache tier {} -> {} cause=\"{}\"",
              event.getStateTransition().getFromState(),
              event.getStateTransition().getToState(),
              lastFailure);
        });
  }

  Optional<String> get(String key) {
    if (unfinishedRemovals.getIfPresent(key) != null && !remove(key)) {
      return Optional.empty();
    }
    var answer = call(() -> store.get(key));
    return answer == null ? Optional.empty() : answer;
  }

  void put(String key, String value, Duration timeToLive) {
    var done =
        call(() -> {
          store.put(key, value, timeToLive);
          return Boolean.TRUE;
        });
    if (done != null) {
      unfinishedRemovals.invalidate(key);
    }
  }

  /** Removes a key, or remembers that it is to be removed; says whether it is gone. */
  boolean remove(String key) {
    var done =
        call(() -> {
          store.remove(key);
          return Boolean.TRUE;
        });
    if (done == null) {
      unfinishedRemovals.put(key, Boolean.TRUE);
      return false;
    }
    unfinishedRemovals.invalidate(key);
    return true;
  }

  /** Whether the tier is used now, since when, and what failed last. */
  public SharedTierHealth health() {
    var state =
        switch (breaker.getState()) {
          case CLOSED, DISABLED, METRICS_ONLY -> SharedTierHealth.State.USED;
          case OPEN, FORCED_OPEN -> SharedTierHealth.State.SKIPPED;
          case HALF_OPEN -> SharedTierHealth.State.PROBING;
        };
    return new SharedTierHealth(state, stateSince, Optional.ofNullable(lastFailure));
  }

  /** Calls that the store failed, since the start. */
  public long failures() {
    return failures.sum();
  }

  /** Calls that were not made because the breaker was open, since the start. */
  public long skips() {
    return skips.sum();
  }

  @Override
  public void close() {
    store.close();
  }

  private <T> @Nullable T call(StoreCall<T> storeCall) {
    if (!breaker.tryAcquirePermission()) {
      skips.increment();
      return null;
    }
    long start = breaker.getCurrentTimestamp();
    try {
      T answer = storeCall.run();
      breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
      return answer;
    } catch (SharedStoreException e) {
      failures.increment();
      lastFailure = e.getMessage();
      breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), e);
      return null;
    } catch (RuntimeException e) {
      breaker.releasePermission();
      throw e;
    }
  }

  /** A call on the store. */
  private interface StoreCall<T> {
    T run() throws SharedStoreException;
  }
}
