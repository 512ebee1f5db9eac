package io.pilothouse.serviceruntime.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.pilothouse.serviceruntime.cache.Flights.Flight;
import io.pilothouse.serviceruntime.cache.SharedTier.Found;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
 * <p>Where the policy allows it, a value beyond its time to live is served still, while one load in
 * the background brings it up to date; when that fails the stale value stays until its own end.
 * That a source has no value is remembered too, for a shorter time.
 *
 * <p>Other instances learn of a change by the tier's {@link InvalidationChannel}; without one, when
 * their own local entry ends. Without Redis the cache goes on with the local tier and the source;
 * {@link SharedTier#health} says so.
 *
 * @param <V> the value
 */
public final class TwoTierCache<V> {

  private static final Logger LOG = LoggerFactory.getLogger(TwoTierCache.class);
  private static final int BACKGROUND_LOADS = 16;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  /** How long a message of another instance may take to arrive, generously. */
  private static final Duration MESSAGE_DELAY = Duration.ofSeconds(2);

  private final CachePolicy policy;
  private final SharedTier shared;
  private final ValueCodec<V> codec;
  private final DoubleSupplier draw;
  private final Executor background;
  private final LocalTier<V> local;
  private final Refreshing refreshing;

  /** Loads under way. An invalidated one is taken out, so that its value goes to no tier. */
  private final Flights<LocalEntry<V>> flights = new Flights<>();

  /** What this process stored in Redis just now, perhaps after another changed it. */
  private final Cache<CacheKey, SharedValue> storedLately;

  private final Map<String, PatternCounters> counters = new ConcurrentHashMap<>();

  /**
   * Builds a cache with background loads of its own.
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
    this(policy, shared, codec, ticker, draw, BackgroundLoads.atMost(BACKGROUND_LOADS));
  }

  /**
   * Builds a cache.
   *
   * @param ticker the local tier's time
   * @param draw numbers from 0 to 1 for the jitter
   * @param background where stale values are loaded anew; may refuse
   */
  public TwoTierCache(
      CachePolicy policy,
      SharedTier shared,
      ValueCodec<V> codec,
      Ticker ticker,
      DoubleSupplier draw,
      Executor background) {
    this.policy = policy;
    this.shared = shared;
    this.codec = codec;
    this.draw = draw;
    this.background = background;
    this.local = new LocalTier<>(policy.localMaximumEntries(), ticker);
    var pause = policy.staleFor().dividedBy(10);
    this.refreshing =
        new Refreshing(
            background, pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause, ticker);
    this.storedLately =
        Caffeine.newBuilder()
            .maximumSize(policy.localMaximumEntries())
            .expireAfterWrite(MESSAGE_DELAY)
            .executor(Runnable::run)
            .build();
  }

  /** The value of a key, from the nearest tier that has it. */
  public V get(CacheKey key, Function<CacheKey, V> loader) {
    var held = local.get(key);
    if (held != null) {
      V value = held.value;
      if (value != null && !held.isStale()) {
        held.counters.localHits.increment();
        return value;
      }
    }
    Loader<V> source = loader::apply;
    V value = read(key, held, source, present -> present.value != null).value;
    if (value == null) {
      throw new IllegalStateException("the loader of " + key.pattern() + " returned no value");
    }
    return value;
  }

  /**
   * The value of a key, or that there is none, from the nearest tier that knows.
   *
   * @param loader asks the source of truth; its empty answer is remembered for {@link
   *     CachePolicy#negativeTimeToLive}
   */
  public Optional<V> find(CacheKey key, Function<CacheKey, Optional<V>> loader) {
    var held = local.get(key);
    if (held != null && !held.isStale()) {
      held.counters.localHits.increment();
      return Optional.ofNullable(held.value);
    }
    Loader<V> source = asked -> loader.apply(asked).orElse(null);
    return Optional.ofNullable(read(key, held, source, any -> true).value);
  }

  /** What the tiers know of a key, without a load: empty when neither has it, or only stale. */
  public Optional<Optional<V>> peek(CacheKey key) {
    var held = local.get(key);
    if (held != null && !held.isStale()) {
      held.counters.localHits.increment();
      return Optional.of(Optional.ofNullable(held.value));
    }
    var entry = fromShared(key);
    if (entry == null || entry.isStale()) {
      counters(key).loads.increment();
      return Optional.empty();
    }
    counters(key).sharedHits.increment();
    local.put(key, entry);
    return Optional.of(Optional.ofNullable(entry.value));
  }

  /**
   * Puts what was just read from the source, or that it has no value, after {@link #peek} found
   * nothing; nobody is told, since nothing has changed.
   */
  public void fill(CacheKey key, Optional<V> value) {
    storeShared(key, value.orElse(null));
    local.put(key, entry(key, value.orElse(null)));
  }

  /** Puts a value that was just written to the source into both tiers; other instances forget. */
  public void put(CacheKey key, V value) {
    keep(key, value);
  }

  /** Remembers in both tiers that the source has no value; other instances forget theirs. */
  public void putAbsent(CacheKey key) {
    keep(key, null);
  }

  /** Forgets a value in both tiers and in all instances, after the source was changed. */
  public void invalidate(CacheKey key) {
    flights.ground(key);
    local.forget(key);
    shared.remove(key.shared());
  }

  /** Forgets all values of a pattern in both tiers and in all instances. */
  public void invalidateAll(String pattern) {
    forgetLocal(key -> key.pattern().equals(pattern));
    shared.removeAll(pattern);
  }

  /** Forgets what the process itself holds, as its restart would. */
  public void forgetLocal() {
    local.forgetAll();
  }

  /** Another instance changed a value, and has removed it from Redis. */
  void changedElsewhere(CacheKey key) {
    flights.ground(key);
    local.forget(key);
    var mine = storedLately.getIfPresent(key);
    if (mine != null) {
      try {
        background.execute(() -> shared.dropIfStill(key.shared(), mine));
      } catch (RejectedExecutionException full) {
        LOG.debug("shared cache value may be old pattern={}", key.pattern());
      }
    }
  }

  /** Another instance changed values; loads that are under way may be older. */
  void forgetLocal(Predicate<CacheKey> which) {
    flights.ground(which);
    local.forget(which);
  }

  /**
   * Fills the shared tier with a value that was just read from the source, as a deployment does
   * before it takes traffic. Not counted as a read.
   */
  public void warm(CacheKey key, V value) {
    storeShared(key, value);
  }

  /** Gives up what is beyond its end; to be called each second or so, as by a snapshot. */
  void tidy() {
    local.tidy();
  }

  /** What was counted since the start. */
  public CacheSnapshot snapshot() {
    long entries = local.tidy();
    return new CacheSnapshot(
        counters.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().counts())),
        entries,
        local.evictions(),
        local.expirations());
  }

  /** What was done about stale values since the start. */
  public RefreshCounts refreshes() {
    return refreshing.counts();
  }

  private LocalEntry<V> read(
      CacheKey key,
      @Nullable LocalEntry<V> held,
      Loader<V> source,
      Predicate<LocalEntry<V>> acceptable) {
    LocalEntry<V> entry;
    if (held != null && acceptable.test(held)) {
      counters(key).localHits.increment();
      entry = held;
    } else {
      entry = joinOrFly(key, source, acceptable);
    }
    if (entry.isStale()) {
      refreshing.staleRead(key, () -> refresh(key, source));
    }
    return entry;
  }

  private LocalEntry<V> joinOrFly(
      CacheKey key, Loader<V> source, Predicate<LocalEntry<V>> acceptable) {
    var boarded = flights.board(key);
    var other = boarded.other();
    if (other.isPresent()) {
      counters(key).joined.increment();
      var landed = other.get().await();
      return acceptable.test(landed) ? landed : load(key, source, boarded.mine());
    }
    return flights.fly(
        key,
        boarded.mine(),
        mine -> nearest(key, source, acceptable, mine),
        entry -> local.put(key, entry));
  }

  /** Loads in the background what another instance has not loaded meanwhile. */
  private void refresh(CacheKey key, Loader<V> source) {
    var boarded = flights.board(key);
    if (boarded.other().isEmpty()) {
      flights.fly(
          key,
          boarded.mine(),
          mine -> {
            var found = fromShared(key);
            return found == null || found.isStale() ? load(key, source, mine) : found;
          },
          entry -> local.put(key, entry));
    }
  }

  private LocalEntry<V> nearest(
      CacheKey key,
      Loader<V> source,
      Predicate<LocalEntry<V>> acceptable,
      Flight<LocalEntry<V>> mine) {
    var justLanded = local.get(key);
    if (justLanded != null && acceptable.test(justLanded)) {
      counters(key).localHits.increment();
      return justLanded;
    }
    var found = fromShared(key);
    if (found != null && acceptable.test(found)) {
      counters(key).sharedHits.increment();
      return found;
    }
    counters(key).loads.increment();
    return load(key, source, mine);
  }

  private LocalEntry<V> load(CacheKey key, Loader<V> source, Flight<LocalEntry<V>> mine) {
    V value = source.load(key);
    if (flights.mayLand(key, mine)) {
      storeShared(key, value);
      if (!flights.mayLand(key, mine)) {
        shared.drop(key.shared()); // Invalidated between the look and the store.
      }
    }
    return entry(key, value);
  }

  private @Nullable LocalEntry<V> fromShared(CacheKey key) {
    Found found = shared.get(key.shared());
    if (found == null) {
      return null;
    }
    try {
      V value = found.text() == null ? null : codec.decode(found.text());
      var fresh = local(value == null);
      var left = found.fresh();
      return new LocalEntry<>(
          value,
          counters(key),
          left.compareTo(fresh) < 0 ? left : fresh,
          policy.staleFor(value == null));
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "shared cache value unreadable pattern={} cause=\"{}\"", key.pattern(), e.toString());
      return null;
    }
  }

  private void keep(CacheKey key, @Nullable V value) {
    flights.ground(key);
    storeShared(key, value, shared::replace);
    local.put(key, entry(key, value));
  }

  private void storeShared(CacheKey key, @Nullable V value) {
    storeShared(key, value, shared::put);
  }

  private void storeShared(CacheKey key, @Nullable V value, Storing how) {
    boolean absent = value == null;
    var timeToLive = policy.sharedTimeToLive(key.pattern(), absent);
    var stored =
        how.store(
            key.shared(),
            value == null ? Optional.empty() : Optional.of(codec.encode(value)),
            policy.jittered(timeToLive, draw.getAsDouble()),
            policy.staleFor(absent));
    storedLately.put(key, stored);
  }

  private LocalEntry<V> entry(CacheKey key, @Nullable V value) {
    return new LocalEntry<>(
        value, counters(key), local(value == null), policy.staleFor(value == null));
  }

  private Duration local(boolean absent) {
    return policy.jittered(policy.localTimeToLive(absent), draw.getAsDouble());
  }

  private PatternCounters counters(CacheKey key) {
    var known = counters.get(key.pattern());
    return known != null
        ? known
        : counters.computeIfAbsent(key.pattern(), pattern -> new PatternCounters());
  }

  /** One of the ways of the shared tier to store. */
  private interface Storing {
    SharedValue store(String key, Optional<String> text, Duration fresh, Duration stale);
  }

  /** The source of truth; null when it has no value. */
  private interface Loader<V> {
    @Nullable V load(CacheKey key);
  }
}
