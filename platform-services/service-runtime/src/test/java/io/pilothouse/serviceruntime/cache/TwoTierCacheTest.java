package io.pilothouse.serviceruntime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwoTierCacheTest {

  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final CacheKey SEOUL = new CacheKey("location_data", "seoul");

  private static RedisProcess redis;
  private static ClientResources resources;

  private final SettableClock clock = new SettableClock();
  private final AtomicInteger loads = new AtomicInteger();
  private final List<SharedTier> opened = new ArrayList<>();

  @BeforeAll
  static void startRedis() {
    resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(Delay.constant(Duration.ofMillis(50)))
            .build();
    redis = new RedisProcess(resources);
    redis.start();
  }

  @AfterAll
  static void stopRedis() throws Exception {
    redis.close();
    resources.shutdown(0, 1, TimeUnit.SECONDS).get();
  }

  @BeforeEach
  void emptyRedis() {
    redis.ask(commands -> commands.flushall() + commands.configResetstat());
  }

  @AfterEach
  void closeTiers() {
    opened.forEach(SharedTier::close);
  }

  @Test
  void answersFromTheNearestTierAndCountsEachReadOnce() {
    var tier = tier(redis);
    var first = cache(CachePolicy.documented(), tier);
    var second = cache(CachePolicy.documented(), tier);

    assertThat(first.get(SEOUL, loading("37.57,126.98"))).isEqualTo("37.57,126.98");
    assertThat(first.get(SEOUL, loading("never"))).isEqualTo("37.57,126.98");
    assertThat(second.get(SEOUL, loading("never"))).isEqualTo("37.57,126.98");

    assertThat(loads).hasValue(1);
    assertThat(first.snapshot().total()).isEqualTo(new TierCounts(1, 0, 1, 0));
    assertThat(second.snapshot().total()).isEqualTo(new TierCounts(0, 1, 0, 0));
    assertThat(first.snapshot().plus(second.snapshot()).total().hitRatio())
        .isCloseTo(2.0 / 3, within(1e-9));
    String statistics = redis.ask(commands -> commands.info("stats"));
    assertThat(statistics).contains("keyspace_hits:1", "keyspace_misses:1");
  }

  @Test
  void loadsOnceForAllWhoAskAtTheSameTime() throws Exception {
    var cache = cache(CachePolicy.documented(), tier(redis));
    var loading = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Function<CacheKey, String> slow =
        key -> {
          loads.incrementAndGet();
          loading.countDown();
          awaitLatch(release);
          return "itinerary";
        };
    var key = new CacheKey("ai_results", "trip-7");
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      answers.add(callers.submit(() -> cache.get(key, slow)));
      awaitLatch(loading);
      for (int i = 0; i < 49; i++) {
        answers.add(callers.submit(() -> cache.get(key, slow)));
      }
      await().until(() -> cache.snapshot().total().joined() == 49);
      release.countDown();
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo("itinerary");
      }
    }
    assertThat(loads).hasValue(1);
    assertThat(cache.snapshot().byPattern())
        .isEqualTo(Map.of("ai_results", new TierCounts(0, 0, 1, 49)));
  }

  @Test
  void keepsNoFailedLoad() {
    var cache = cache(CachePolicy.documented(), tier(redis));

    assertThatThrownBy(() ->
            cache.get(
                SEOUL,
                key -> {
                  throw new IllegalStateException("database away");
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("database away");
    assertThat(cache.get(SEOUL, loading("back"))).isEqualTo("back");
  }

  @Test
  void givesEachPatternItsTimeToLiveShortenedByAtMostTheJitter() {
    var cache = cache(CachePolicy.documented(), tier(redis));
    var patterns =
        Map.of(
            "user_session", Duration.ofMinutes(30),
            "location_data", Duration.ofHours(4),
            "ai_results", Duration.ofHours(1),
            "static_content", Duration.ofHours(24),
            "anything_else", Duration.ofMinutes(30));

    patterns.forEach((pattern, timeToLive) -> {
      var remaining = new HashSet<Long>();
      for (int i = 0; i < 20; i++) {
        var key = new CacheKey(pattern, String.valueOf(i));
        cache.get(key, loading("value"));
        long millis = redis.ask(commands -> commands.pttl(key.shared()));
        assertThat(millis)
            .isLessThanOrEqualTo(timeToLive.toMillis())
            .isGreaterThan((long) (timeToLive.toMillis() * 0.9) - 10_000);
        remaining.add(millis / 1000);
      }
      assertThat(remaining).as("different ends of %s", pattern).hasSizeGreaterThan(10);
    });
  }

  @Test
  void forgetsLocallyAfterItsOwnTimeAndAsksRedisThen() {
    var cache = cache(CachePolicy.documented(), tier(redis));
    cache.get(SEOUL, loading("value"));

    clock.advance(Duration.ofMinutes(4));
    cache.get(SEOUL, loading("never"));
    clock.advance(Duration.ofMinutes(1));
    cache.get(SEOUL, loading("never"));

    assertThat(cache.snapshot().total()).isEqualTo(new TierCounts(1, 1, 1, 0));
    assertThat(cache.snapshot().localExpirations()).isEqualTo(1);
  }

  @Test
  void evictsWhatDoesNotFitAndCountsIt() {
    var small = new CachePolicy(Duration.ofMinutes(5), 10, Duration.ofMinutes(30), Map.of(), 0);
    var cache = cache(small, tier(redis));

    for (int i = 0; i < 30; i++) {
      cache.get(new CacheKey("user_session", String.valueOf(i)), loading("value"));
    }

    assertThat(cache.snapshot().localEntries()).isEqualTo(10);
    assertThat(cache.snapshot().localEvictions()).isEqualTo(20);
  }

  @Test
  void goesOnWithoutRedisSaysSoAndComesBack() {
    try (var away = new RedisProcess(resources)) {
      var tier = tier(away);
      var cache = cache(CachePolicy.documented(), tier);

      for (int i = 0; i < 10; i++) {
        var key = new CacheKey("user_session", String.valueOf(i));
        assertThat(cache.get(key, loading("value"))).isEqualTo("value");
        assertThat(cache.get(key, loading("never"))).isEqualTo("value");
      }
      assertThat(cache.snapshot().total()).isEqualTo(new TierCounts(10, 0, 10, 0));
      assertThat(tier.health().state()).isEqualTo(SharedTierHealth.State.SKIPPED);
      assertThat(tier.health().since()).isEqualTo(clock.instant());
      assertThat(tier.health().lastFailure().orElseThrow()).contains("Redis at 127.0.0.1");
      assertThat(tier.failures()).isEqualTo(5);
      assertThat(tier.skips()).isEqualTo(15);

      away.start();
      clock.advance(RETRY);
      await()
          .until(() -> {
            clock.advance(RETRY);
            cache.invalidate(SEOUL);
            cache.get(SEOUL, loading("value"));
            return tier.health().state() == SharedTierHealth.State.USED;
          });
      assertThat(stored(away)).isEqualTo("value");
    }
  }

  @Test
  void reconnectsByItselfWhenRedisRestarts() {
    try (var restarted = new RedisProcess(resources)) {
      restarted.start();
      var tier = tier(restarted);
      var cache = cache(CachePolicy.documented(), tier);
      cache.get(SEOUL, loading("before"));

      restarted.stop();
      cache.invalidate(SEOUL);
      assertThat(cache.get(SEOUL, loading("during"))).isEqualTo("during");
      restarted.start();

      await()
          .until(() -> {
            clock.advance(RETRY);
            cache.invalidate(SEOUL);
            cache.get(SEOUL, loading("after"));
            return "after".equals(stored(restarted));
          });
    }
  }

  @Test
  void servesNoValueWhoseRemovalRedisRefused() {
    var tier = tier(redis);
    var cache = cache(CachePolicy.documented(), tier);
    cache.get(SEOUL, loading("old"));

    redis.ask(commands -> changeRights(commands, "-del"));
    try {
      cache.invalidate(SEOUL);
      assertThat(stored(redis)).isEqualTo("old");
      assertThat(cache.get(SEOUL, loading("new"))).isEqualTo("new");
    } finally {
      redis.ask(commands -> changeRights(commands, "+del"));
    }
    assertThat(stored(redis)).isEqualTo("new");
  }

  @Test
  void servesNoValueWhoseReplacementRedisRefused() {
    var tier = tier(redis);
    var cache = cache(CachePolicy.documented(), tier);
    cache.get(SEOUL, loading("old"));

    redis.ask(commands -> changeRights(commands, "-set"));
    try {
      cache.put(SEOUL, "new");
    } finally {
      redis.ask(commands -> changeRights(commands, "+set"));
    }
    assertThat(stored(redis)).isEqualTo("old");
    assertThat(cache.get(SEOUL, loading("never"))).isEqualTo("new");

    tier.finishRemovals();

    assertThat(stored(redis)).isEmpty();
  }

  @Test
  void keepsNoValueThatWasInvalidatedWhileItWasLoaded() {
    var cache = cache(CachePolicy.documented(), tier(redis));

    var seen =
        cache.get(
            SEOUL,
            key -> {
              cache.invalidate(key);
              return "stale";
            });

    assertThat(seen).isEqualTo("stale");
    assertThat(stored(redis)).isEmpty();
    assertThat(cache.get(SEOUL, loading("fresh"))).isEqualTo("fresh");
  }

  @Test
  void loadsAnewWhatItCannotRead() {
    var tier = tier(redis);
    ValueCodec<Integer> numbers =
        new ValueCodec<>() {
          @Override
          public String encode(Integer value) {
            return value.toString();
          }

          @Override
          public Integer decode(String text) {
            return Integer.valueOf(text);
          }
        };
    var cache =
        new TwoTierCache<>(
            CachePolicy.documented(), tier, numbers, clock, new Random(1)::nextDouble);
    redis.ask(commands -> commands.set(SEOUL.shared(), "not a number"));

    assertThat(cache.get(SEOUL, key -> 7)).isEqualTo(7);
    assertThat(stored(redis)).isEqualTo("7");
    assertThat(cache.snapshot().total()).isEqualTo(new TierCounts(0, 0, 1, 0));
  }

  /** What the server holds for {@link #SEOUL}; empty text for nothing. */
  private static String stored(RedisProcess server) {
    return server.ask(commands ->
        Optional.ofNullable(commands.get(SEOUL.shared()))
            .flatMap(stored -> SharedValue.parse(stored).text())
            .orElse(""));
  }

  private SharedTier tier(RedisProcess server) {
    var store = RedisStore.ofServer(server.uri(), resources, Duration.ofSeconds(1));
    var tier = new SharedTier(store, RETRY, clock);
    opened.add(tier);
    return tier;
  }

  private TwoTierCache<String> cache(CachePolicy policy, SharedTier tier) {
    return new TwoTierCache<>(policy, tier, ValueCodec.text(), clock, new Random(1)::nextDouble);
  }

  private Function<CacheKey, String> loading(String value) {
    return key -> {
      loads.incrementAndGet();
      return value;
    };
  }

  private static String changeRights(RedisCommands<String, String> commands, String rule) {
    return commands.dispatch(
        CommandType.ACL,
        new StatusOutput<>(StringCodec.UTF8),
        new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add("default").add(rule));
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
