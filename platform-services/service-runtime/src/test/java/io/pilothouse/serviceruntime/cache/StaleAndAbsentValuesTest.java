package io.pilothouse.serviceruntime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values beyond their time to live, and values that are not there, over a real Redis. */
class StaleAndAbsentValuesTest {

  private static final CacheKey TRIP = new CacheKey("ai_results", "trip-7");
  private static final CachePolicy POLICY =
      new CachePolicy(
          Duration.ofMinutes(5),
          100,
          Duration.ofMinutes(30),
          Map.of(),
          0,
          Duration.ofMinutes(2),
          Duration.ofSeconds(30));

  private static RedisProcess redis;
  private static ClientResources resources;

  private final SettableClock clock = new SettableClock();
  private final AtomicInteger loads = new AtomicInteger();
  private SharedTier tier;

  @BeforeAll
  static void startRedis() {
    resources =
        DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    redis = new RedisProcess(resources);
    redis.start();
  }

  @AfterAll
  static void stopRedis() throws Exception {
    redis.close();
    resources.shutdown(0, 1, TimeUnit.SECONDS).get();
  }

  @BeforeEach
  void openTier() {
    redis.ask(commands -> commands.flushall());
    tier =
        new SharedTier(
            RedisStore.ofServer(redis.uri(), resources, Duration.ofSeconds(2)),
            Duration.ofSeconds(5),
            clock);
  }

  @AfterEach
  void closeTier() {
    tier.close();
  }

  @Test
  void servesAStaleValueWhileOneLoadBringsItUpToDate() throws Exception {
    var cache = cache();
    cache.get(TRIP, loading("old"));
    redis.ask(commands -> commands.flushall());
    clock.advance(Duration.ofMinutes(5).plusSeconds(1));

    var release = new CountDownLatch(1);
    Function<CacheKey, String> slow =
        key -> {
          awaitLatch(release);
          return loading("new").apply(key);
        };
    for (int i = 0; i < 50; i++) {
      assertThat(cache.get(TRIP, slow)).isEqualTo("old");
    }
    release.countDown();
    await().until(() -> cache.refreshes().refreshes() == 1);

    assertThat(cache.get(TRIP, loading("never"))).isEqualTo("new");
    assertThat(loads).hasValue(2);
    assertThat(cache.refreshes().staleReads()).isEqualTo(50);
    assertThat(cache.snapshot().total()).isEqualTo(new TierCounts(51, 0, 1, 0));
  }

  @Test
  void keepsTheStaleValueUntilItsEndWhenTheSourceFails() {
    var cache = cache();
    cache.get(TRIP, loading("old"));
    clock.advance(Duration.ofMinutes(5).plusSeconds(1));
    redis.ask(commands -> commands.flushall());

    assertThat(cache.get(TRIP, this::away)).isEqualTo("old");
    await().until(() -> cache.refreshes().failed() == 1);
    for (int i = 0; i < 20; i++) {
      assertThat(cache.get(TRIP, this::away)).isEqualTo("old");
    }
    assertThat(loads).as("a source that is down is not asked by every read").hasValue(2);

    clock.advance(Duration.ofSeconds(13));
    assertThat(cache.get(TRIP, this::away)).isEqualTo("old");
    await().until(() -> cache.refreshes().failed() == 2);

    clock.advance(Duration.ofMinutes(2));
    assertThat(cache.get(TRIP, loading("new"))).isEqualTo("new");
  }

  @Test
  void servesWhatIsStaleInRedisToo() {
    cache().get(TRIP, loading("old"));
    clock.advance(Duration.ofMinutes(30).plusSeconds(1));
    var other = cache();

    assertThat(other.get(TRIP, loading("new"))).isEqualTo("old");
    await().until(() -> other.refreshes().refreshes() == 1);
    assertThat(other.get(TRIP, loading("never"))).isEqualTo("new");
    assertThat(cache().get(TRIP, loading("never"))).isEqualTo("new");
    assertThat(loads).hasValue(2);
  }

  @Test
  void takesTheRefreshedValueOfAnotherInstanceInsteadOfLoading() {
    var first = cache();
    var second = cache();
    first.get(TRIP, loading("old"));
    second.get(TRIP, loading("never"));
    redis.ask(commands -> commands.flushall());
    clock.advance(Duration.ofMinutes(5).plusSeconds(1));
    first.get(TRIP, loading("new"));
    await().until(() -> first.refreshes().refreshes() == 1);

    assertThat(second.get(TRIP, loading("never"))).isEqualTo("old");
    await().until(() -> second.refreshes().refreshes() == 1);
    assertThat(second.get(TRIP, loading("never"))).isEqualTo("new");
    assertThat(loads).hasValue(2);
  }

  @Test
  void goesOnServingStaleValuesWhenNoMoreLoadsFit() {
    var cache =
        new TwoTierCache<>(
            POLICY,
            tier,
            ValueCodec.text(),
            clock,
            () -> 0.0,
            work -> {
              throw new RejectedExecutionException("full");
            });
    cache.get(TRIP, loading("old"));
    clock.advance(Duration.ofMinutes(6));

    assertThat(cache.get(TRIP, loading("never"))).isEqualTo("old");
    assertThat(cache.refreshes()).isEqualTo(new RefreshCounts(1, 0, 0, 1));
  }

  @Test
  void aValueThatWasInvalidatedIsNotServedStale() {
    var cache = cache();
    cache.get(TRIP, loading("old"));
    clock.advance(Duration.ofMinutes(5).plusSeconds(1));
    cache.invalidate(TRIP);

    assertThat(cache.get(TRIP, loading("new"))).isEqualTo("new");
  }

  @Test
  void remembersInBothTiersThatThereIsNoValueForAShorterTime() {
    var cache = cache();
    assertThat(cache.find(TRIP, this::nothing)).isEmpty();
    assertThat(cache.find(TRIP, this::nothing)).isEmpty();
    assertThat(cache().find(TRIP, this::nothing)).isEmpty();
    assertThat(loads).hasValue(1);
    assertThat(redis.<Long>ask(commands -> commands.pttl(TRIP.shared()))).isBetween(1L, 30_000L);

    clock.advance(Duration.ofSeconds(31));
    redis.ask(commands -> commands.flushall());
    assertThat(cache.find(TRIP, key -> Optional.of("made meanwhile"))).contains("made meanwhile");
    assertThat(cache.snapshot().total()).isEqualTo(new TierCounts(1, 0, 2, 0));
  }

  @Test
  void aValueThatIsPutEndsItsAbsence() {
    var cache = cache();
    cache.find(TRIP, this::nothing);
    cache.put(TRIP, "now there");

    assertThat(cache.find(TRIP, this::nothing)).contains("now there");
    assertThat(cache().get(TRIP, loading("never"))).isEqualTo("now there");
    cache.putAbsent(TRIP);
    assertThat(cache.peek(TRIP)).contains(Optional.empty());
  }

  private TwoTierCache<String> cache() {
    return new TwoTierCache<>(POLICY, tier, ValueCodec.text(), clock, () -> 0.0);
  }

  private Function<CacheKey, String> loading(String value) {
    return key -> {
      loads.incrementAndGet();
      return value;
    };
  }

  private String away(CacheKey key) {
    loads.incrementAndGet();
    throw new IllegalStateException("database away");
  }

  private Optional<String> nothing(CacheKey key) {
    loads.incrementAndGet();
    return Optional.empty();
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
