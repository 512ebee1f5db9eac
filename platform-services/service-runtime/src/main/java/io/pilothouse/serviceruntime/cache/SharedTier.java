package io.pilothouse.serviceruntime.cache;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.pilothouse.serviceruntime.cache.InvalidationChannel.Invalidation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared tier behind a circuit breaker: a store that fails is left alone for a while, and the
 * caller goes on without it.
 *
 * <p>A removal that could not be carried out, or not be told to the other instances, is remembered,
 * because the store may come back with the value that was to go. Until the removal succeeds or a
 * new value replaces it, such a key reads as absent here; {@link #finishRemovals} makes up for it
 * when the store is back, so that the other instances get right too.
 *
 * <p>Safe for concurrent use; one per process, shared by its caches.
 */
public final class SharedTier implements AutoCloseable {

  /** Asked for to see whether the store answers; nobody stores it. */
  private static final String PROBE = "probe";

  private static final Logger LOG = LoggerFactory.getLogger(SharedTier.class);

  /** More changes than this are told as one: each instance forgets all, once. */
  private static final int MOST_MESSAGES = 500;

  private final SharedStore store;
  private final Optional<InvalidationChannel> channel;
  private final Consumer<SharedStoreException> onFailure;
  private final Clock clock;
  private final CircuitBreaker breaker;
  private final UnfinishedRemovals unfinished = new UnfinishedRemovals();
  private final LongAdder failures = new LongAdder();
  private final LongAdder skips = new LongAdder();

  /** Whether removals were made up for of which the others are still to be told. */
  private final AtomicBoolean everythingOwed = new AtomicBoolean();

  private volatile Instant stateSince;
  private volatile @Nullable String lastFailure;

  /** Puts a breaker before a store whose changes are told to nobody. */
  public SharedTier(SharedStore store, Duration retryAfter, Clock clock) {
    this(store, Optional.empty(), retryAfter, clock, failure -> {});
  }

  /**
   * Puts a breaker before a store: it opens when at least half of the last 20 calls (of 5 at least)
   * failed, and tries again after {@code retryAfter}.
   *
   * @param channel where other instances are told of changes; belongs to somebody else
   * @param onFailure told of each call that the store failed
   */
  public SharedTier(
      SharedStore store,
      Optional<InvalidationChannel> channel,
      Duration retryAfter,
      Clock clock,
      Consumer<SharedStoreException> onFailure) {
    this.store = store;
    this.channel = channel;
    this.onFailure = onFailure;
    this.clock = clock;
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

  /** What the store holds; null when that is nothing, or nobody knows. */
  @Nullable Found get(String key) {
    if (unfinished.containsKey(key) && !remove(key)) {
      return null;
    }
    if (unfinished.containsPatternOf(key) && !removeAll(key.substring(0, key.indexOf(':')))) {
      return null;
    }
    var answer = call(() -> store.get(key));
    if (answer == null || answer.isEmpty()) {
      return null;
    }
    try {
      var value = SharedValue.parse(answer.get());
      return new Found(value.text().orElse(null), value.freshFor(clock.instant()));
    } catch (IllegalArgumentException e) {
      LOG.warn("shared cache value unreadable cause=\"{}\"", e.getMessage());
      return null;
    }
  }

  /**
   * Stores a value.
   *
   * @param text empty when the source has no value
   * @param stale how long after {@code fresh} it may still be served
   * @return what was to be stored
   */
  SharedValue put(String key, Optional<String> text, Duration fresh, Duration stale) {
    var value = valid(text, fresh);
    store(key, value, fresh.plus(stale));
    return value;
  }

  /**
   * Stores a value that replaces what the others know, and tells them. When that fails the store
   * may hold the value from before, so its removal is remembered.
   *
   * @param text empty when the source has no value any more
   * @param stale how long after {@code fresh} it may still be served
   * @return what was to be stored
   */
  SharedValue replace(String key, Optional<String> text, Duration fresh, Duration stale) {
    var value = valid(text, fresh);
    boolean told = store(key, value, fresh.plus(stale)) && tell(new Invalidation.Key(key));
    if (!told) {
      unfinished.addKey(key);
    }
    return value;
  }

  /** Removes a key and tells the others, or remembers to; says whether it is done. */
  boolean remove(String key) {
    var done =
        call(() -> {
          store.remove(key);
          announce(new Invalidation.Key(key));
          return Boolean.TRUE;
        });
    if (done == null) {
      unfinished.addKey(key);
      return false;
    }
    unfinished.doneKey(key);
    return true;
  }

  /** Removes a pattern's keys and tells the others, or remembers to; says whether it is done. */
  boolean removeAll(String pattern) {
    var done =
        call(() -> {
          store.removeAll(pattern + ":");
          announce(new Invalidation.Pattern(pattern));
          return Boolean.TRUE;
        });
    if (done == null) {
      unfinished.addPattern(pattern);
      return false;
    }
    unfinished.donePattern(pattern);
    return true;
  }

  /** Removes a key without a word, since those who must know do. */
  void drop(String key) {
    var done =
        call(() -> {
          store.remove(key);
          return Boolean.TRUE;
        });
    if (done == null) {
      unfinished.addKey(key);
    }
  }

  /** Removes, without a word, the value that {@link #put} stored, unless another replaced it. */
  void dropIfStill(String key, SharedValue mine) {
    var answer = call(() -> store.get(key));
    try {
      if (answer != null && answer.isPresent() && SharedValue.parse(answer.get()).equals(mine)) {
        drop(key);
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("shared cache value is not ours cause=\"{}\"", e.getMessage());
    }
  }

  /**
   * Makes up for removals that failed, if the store takes calls again; to be called each second or
   * so. Very many are told to the others as one.
   */
  public void finishRemovals() {
    boolean owed = everythingOwed.get();
    if (unfinished.isEmpty() && !owed) {
      return;
    }
    if (breaker.getState() != CircuitBreaker.State.CLOSED) {
      call(() -> store.get(PROBE)); // Without visitors nobody else finds out that it is back.
      return;
    }
    unfinished.patterns().forEach(this::removeAll);
    var keys = unfinished.someKeys(MOST_MESSAGES + 1);
    if (!owed && keys.size() <= MOST_MESSAGES) {
      keys.forEach(this::remove);
      return;
    }
    everythingOwed.set(true);
    int removed = 0;
    while (!keys.isEmpty()) {
      if (!keys.stream().allMatch(this::removeUntold)) {
        return; // The rest is removed, and all of it told, when the store takes calls again.
      }
      removed += keys.size();
      keys = unfinished.someKeys(MOST_MESSAGES);
    }
    if (tell(new Invalidation.Everything())) {
      everythingOwed.set(false);
      LOG.info("shared cache removals made up for={} told as one", removed);
    }
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

  private boolean removeUntold(String key) {
    var done =
        call(() -> {
          store.remove(key);
          return Boolean.TRUE;
        });
    if (done != null) {
      unfinished.doneKey(key);
    }
    return done != null;
  }

  private SharedValue valid(Optional<String> text, Duration fresh) {
    return new SharedValue(text, clock.instant().plus(fresh).truncatedTo(ChronoUnit.MILLIS));
  }

  private boolean store(String key, SharedValue value, Duration timeToLive) {
    var done =
        call(() -> {
          store.put(key, value.stored(), timeToLive);
          return Boolean.TRUE;
        });
    if (done != null) {
      unfinished.doneKey(key);
    }
    return done != null;
  }

  private boolean tell(Invalidation what) {
    var done =
        call(() -> {
          announce(what);
          return Boolean.TRUE;
        });
    return done != null;
  }

  private void announce(Invalidation what) throws SharedStoreException {
    if (channel.isPresent()) {
      channel.get().announce(what);
    }
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
      onFailure.accept(e);
      breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), e);
      return null;
    } catch (RuntimeException e) {
      breaker.releasePermission();
      throw e;
    }
  }

  /**
   * What the store holds of a key.
   *
   * @param text null when the source has no value
   * @param fresh how long it is fresh still; zero when it is stale
   */
  record Found(@Nullable String text, Duration fresh) {}

  /** A call on the store. */
  private interface StoreCall<T> {
    T run() throws SharedStoreException;
  }
}
