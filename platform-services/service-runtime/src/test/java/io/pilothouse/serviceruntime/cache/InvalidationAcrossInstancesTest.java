package io.pilothouse.serviceruntime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances of a service over one real Redis, each with connections of its own. */
class InvalidationAcrossInstancesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(200);
  private static final CacheKey SEOUL = new CacheKey("location_data", "seoul");

  private static RedisProcess redis;
  private static ClientResources resources;

  private final AtomicInteger loads = new AtomicInteger();
  private final List<Instance> opened = new ArrayList<>();

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
  void closeInstances() {
    opened.forEach(Instance::close);
  }

  @Test
  void aChangeInOneInstanceIsForgottenByTheOtherAtOnce() {
    var one = instance();
    var other = instance();
    assertThat(one.read("old")).isEqualTo("old");
    assertThat(other.read("never")).isEqualTo("old");

    one.cache.invalidate(SEOUL);

    await().until(() -> other.read("new").equals("new"));
    assertThat(loads).as("one load for both").hasValue(2);
    assertThat(one.read("never")).isEqualTo("new");
  }

  @Test
  void aNewValueReachesTheOtherInstanceToo() {
    var one = instance();
    var other = instance();
    other.read("old");

    one.cache.put(SEOUL, "new");

    await().until(() -> other.read("never").equals("new"));
    assertThat(one.read("never")).isEqualTo("new");
    assertThat(loads).hasValue(1);
  }

  @Test
  void aNewValueStoredInTheSameMillisecondAsTheOthersOldOneStays() {
    var now = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    var one = new Instance(redis, now);
    var other = new Instance(redis, now);
    other.read("old");

    one.cache.put(SEOUL, "new");

    await().until(() -> other.read("never").equals("new"));
    await()
        .during(Duration.ofMillis(300))
        .until(() -> redis.<Long>ask(commands -> commands.dbsize()) == 1);
  }

  @Test
  void aWholePatternIsForgottenAndNoOther() {
    var one = instance();
    var other = instance();
    for (int i = 0; i < 1_200; i++) {
      one.cache.warm(new CacheKey("location_data", "place-" + i), "value");
    }
    one.read("old");
    other.read("never");
    var session = new CacheKey("user_session", "7");
    other.cache.get(session, key -> "kept");

    one.cache.invalidateAll("location_data");

    await().until(() -> other.read("new").equals("new"));
    assertThat(redis.<Long>ask(commands -> commands.dbsize())).isEqualTo(2);
    assertThat(other.cache.get(session, key -> "never")).isEqualTo("kept");
  }

  @Test
  void oneChangeIsOneMessageAndNobodyAnswersIt() {
    var instances = List.of(instance(), instance(), instance());
    instances.forEach(each -> each.read("old"));
    redis.ask(commands -> commands.configResetstat());

    instances.getFirst().cache.invalidate(SEOUL);
    await().until(() -> instances.getLast().read("new").equals("new"));
    await().until(() -> instances.get(1).read("never").equals("new"));

    assertThat(redis.<String>ask(commands -> commands.info("commandstats")))
        .contains("cmdstat_publish:calls=1,")
        .contains("cmdstat_del:calls=1,");
  }

  @Test
  void aValueLoadedBeforeAChangeElsewhereIsNotKept() throws Exception {
    var one = instance();
    var other = instance();
    var loading = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var reader =
        Thread.ofVirtual()
            .start(() ->
                one.cache.get(
                    SEOUL,
                    key -> {
                      loading.countDown();
                      awaitLatch(release);
                      return "old";
                    }));
    awaitLatch(loading);
    var told = new CacheKey("location_data", "told");
    one.cache.get(told, key -> "old");

    other.cache.invalidate(SEOUL);
    other.cache.invalidate(told);
    await().until(() -> one.cache.peek(told).isEmpty());
    release.countDown();
    reader.join();

    assertThat(one.read("new")).isEqualTo("new");
  }

  @Test
  void whatWasMissedWhileRedisWasAwayIsNotServedAfterwards() {
    try (var killed = new RedisProcess(resources)) {
      killed.start();
      var one = instance(killed);
      var other = instance(killed);
      one.read("old");
      other.read("never");

      killed.kill();
      one.cache.invalidate(SEOUL);
      assertThat(one.read("new")).isEqualTo("new");
      assertThat(other.read("never")).as("the other cannot know").isEqualTo("old");
      killed.start();

      await().until(() -> other.read("new").equals("new"));
    }
  }

  @Test
  void aRedisThatHangsDelaysNobodyForLongAndIsUsedAgainAfterwards() {
    try (var hung = new RedisProcess(resources)) {
      hung.start();
      var one = instance(hung);
      var other = instance(hung);
      one.read("old");
      other.read("never");
      hung.pause();
      long paused = System.nanoTime();
      one.cache.invalidate(SEOUL);
      for (int i = 0; i < 200; i++) {
        assertThat(one.cache.get(new CacheKey("ai_results", "" + i), key -> "x")).isEqualTo("x");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - paused))
          .as("a few calls wait for their time limit, the rest skips Redis")
          .isLessThan(Duration.ofSeconds(20));
      assertThat(one.tier.health().state()).isNotEqualTo(SharedTierHealth.State.USED);
      assertThat(one.read("new")).isEqualTo("new");
      hung.resume();

      await().until(() -> other.read("new").equals("new"));
      await()
          .until(() -> {
            one.cache.get(new CacheKey("ai_results", "" + System.nanoTime()), key -> "x");
            return one.tier.health().state() == SharedTierHealth.State.USED;
          });
    }
  }

  @Test
  void veryManyChangesDuringAnOutageAreToldAsOne() {
    try (var away = new RedisProcess(resources)) {
      away.start();
      var one = instance(away);
      var other = instance(away);
      one.read("old");
      other.read("never");
      away.kill();
      for (int i = 0; i < 2_000; i++) {
        one.cache.invalidate(new CacheKey("location_data", "place-" + i));
      }
      one.cache.invalidate(SEOUL);
      away.start();

      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> {
            one.cache.get(new CacheKey("ai_results", "" + System.nanoTime()), key -> "x");
            return other.read("new").equals("new");
          });
      // Each instance may have a removal of its own to tell besides; nobody tells two thousand.
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(
              () -> assertThat(published(away)).as("messages published").isBetween(1, 5));
    }
  }

  private static int published(RedisProcess server) {
    var calls =
        Pattern.compile("cmdstat_publish:calls=(\\d+)")
            .matcher(server.ask(commands -> commands.info("commandstats")));
    return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
  }

  private Instance instance() {
    return instance(redis);
  }

  private Instance instance(RedisProcess server) {
    return new Instance(server, Clock.systemUTC());
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** One instance of the service. */
  private final class Instance implements AutoCloseable {
    final InvalidationChannel channel;
    final SharedTier tier;
    final TwoTierCaches caches;
    final TwoTierCache<String> cache;

    Instance(RedisProcess server, Clock clock) {
      var store = RedisStore.ofServer(server.uri(), resources, PATIENCE);
      channel = store.channel("invalidations", Duration.ofMillis(100));
      tier = new SharedTier(store, Optional.of(channel), RETRY, clock, failure -> {});
      caches =
          new TwoTierCaches(
              CachePolicy.documented(), tier, Optional.of(channel), System::nanoTime, () -> 0.0);
      cache = caches.cache(ValueCodec.text());
      opened.add(this);
      await().until(channel::listening);
    }

    String read(String loaded) {
      Function<CacheKey, String> loader =
          key -> {
            loads.incrementAndGet();
            return loaded;
          };
      return cache.get(SEOUL, loader);
    }

    @Override
    public void close() {
      caches.close();
      channel.close();
      tier.close();
    }
  }
}
