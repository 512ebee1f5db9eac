package io.pilothouse.serviceruntime.spring.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.pilothouse.serviceruntime.cache.InvalidationChannel;
import io.pilothouse.serviceruntime.cache.RedisProcess;
import io.pilothouse.serviceruntime.cache.TierCounts;
import io.pilothouse.serviceruntime.cache.TwoTierCaches;
import io.pilothouse.serviceruntime.spring.ServiceRuntimeAutoConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Two instances of a service, each a Spring context of its own, over one real Redis. */
class CacheAnnotationsTest {

  private static ClientResources resources;
  private static RedisProcess redis;
  private static ConfigurableApplicationContext one;
  private static ConfigurableApplicationContext other;

  @BeforeAll
  static void start() {
    resources =
        DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    redis = new RedisProcess(resources);
    redis.start();
    one = service();
    other = service();
    await().until(() -> one.getBean(InvalidationChannel.class).listening());
    await().until(() -> other.getBean(InvalidationChannel.class).listening());
  }

  @AfterAll
  static void stop() throws Exception {
    one.close();
    other.close();
    redis.close();
    resources.shutdown(0, 1, TimeUnit.SECONDS).get();
  }

  @BeforeEach
  void empty() {
    redis.ask(commands -> commands.flushall());
  }

  @AfterEach
  void forget() {
    one.getBean(Trips.class).forgetAll();
    await().until(() -> other.getBean(TwoTierCaches.class).snapshot().localEntries() == 0);
    one.getBean(Trips.class).loads().set(0);
    other.getBean(Trips.class).loads().set(0);
  }

  @Test
  void loadsOnceForBothInstancesAndKeepsTypes() {
    var trip = one.getBean(Trips.class).trip("7");
    assertThat(one.getBean(Trips.class).trip("7")).isEqualTo(trip);
    assertThat(other.getBean(Trips.class).trip("7")).isEqualTo(trip);

    assertThat(one.getBean(Trips.class).loads()).hasValue(1);
    assertThat(other.getBean(Trips.class).loads()).hasValue(0);
    assertThat(other.getBean(Trips.class).all("seoul"))
        .isEqualTo(one.getBean(Trips.class).all("seoul"));
    assertThat(counts(other, "trips").sharedHits()).isPositive();
  }

  @Test
  void remembersThatThereIsNone() {
    assertThat(one.getBean(Trips.class).trip("none")).isNull();
    assertThat(one.getBean(Trips.class).trip("none")).isNull();
    assertThat(other.getBean(Trips.class).trip("none")).isNull();
    assertThat(one.getBean(Trips.class).loads()).hasValue(1);
    assertThat(redis.<Long>ask(commands -> commands.pttl("trips:none"))).isBetween(1L, 30_000L);
  }

  @Test
  void aChangeIsSeenByTheOtherInstance() {
    one.getBean(Trips.class).trip("7");
    other.getBean(Trips.class).trip("7");

    one.getBean(Trips.class).rename("7", "Busan");
    await().until(() -> named(other, "7").equals("Busan"));
    assertThat(named(one, "7")).isEqualTo("Busan");

    other.getBean(Trips.class).forget("7");
    await().until(() -> named(one, "7").equals("Trip 7"));
  }

  @Test
  void whatAMissLoadedIsToldToNobody() {
    redis.ask(commands -> commands.configResetstat());
    one.getBean(Trips.class).unsynchronized("7");
    one.getBean(Trips.class).unsynchronized("7");

    assertThat(one.getBean(Trips.class).loads()).hasValue(1);
    assertThat(redis.<String>ask(commands -> commands.info("commandstats")))
        .contains("cmdstat_set:calls=1,")
        .doesNotContain("cmdstat_publish");
  }

  @Test
  void oneLoadForAllWhoAskAtOnce() throws Exception {
    var trips = one.getBean(Trips.class);
    List<Future<@Nullable Trip>> answers = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        answers.add(callers.submit(() -> trips.slow("7")));
      }
      await().until(() -> trips.loads().get() == 1);
      await().until(() -> counts(one, "slow").joined() == 39);
      trips.release();
      for (var answer : answers) {
        assertThat(answer.get()).isNotNull();
      }
    }
    assertThat(trips.loads()).hasValue(1);
  }

  @Test
  void differentArgumentsAreDifferentKeys() {
    assertThat(one.getBean(Trips.class).joined("a,b", "c")).isEqualTo("a,b|c");
    assertThat(one.getBean(Trips.class).joined("a", "b,c")).isEqualTo("a|b,c");
    assertThatThrownBy(() -> one.getBean(Trips.class).keyedBy(new Object()))
        .hasMessageContaining("cannot be a cache key");
  }

  @Test
  void whatStandsInRedisMakesNoObjectsOfOtherTypes() {
    var forged = "+zzzzzzzz|[\"javax.swing.JEditorPane\",{\"page\":\"http://127.0.0.1:1/\"}]";
    redis.ask(commands -> commands.set("trips:7", forged));

    assertThat(named(one, "7")).isEqualTo("Trip 7");
    assertThat(one.getBean(Trips.class).loads()).hasValue(1);
  }

  private static TierCounts counts(ConfigurableApplicationContext service, String pattern) {
    return service
        .getBean(TwoTierCaches.class)
        .snapshot()
        .byPattern()
        .getOrDefault(pattern, TierCounts.NONE);
  }

  private static String named(ConfigurableApplicationContext service, String id) {
    var trip = service.getBean(Trips.class).trip(id);
    return trip == null ? "" : trip.name();
  }

  private static ConfigurableApplicationContext service() {
    return new SpringApplicationBuilder(Service.class)
        .web(WebApplicationType.NONE)
        .properties(
            "pilothouse.cache.redis-url=" + redis.uri().toURI(),
            "pilothouse.cache.heartbeat=100ms",
            "pilothouse.cache.value-packages=io.pilothouse.serviceruntime.spring.cache")
        .run();
  }

  /** A trip. */
  record Trip(String id, String name, Instant made, List<String> places) {}

  /** What the services keep. */
  static class Trips {
    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    /** Asked through a proxy, whose own fields are empty. */
    public AtomicInteger loads() {
      return loads;
    }

    public void release() {
      release.countDown();
    }

    @Cacheable(cacheNames = "trips", sync = true)
    public @Nullable Trip trip(String id) {
      loads.incrementAndGet();
      return id.equals("none") ? null : of(id, "Trip " + id);
    }

    @Cacheable(cacheNames = "lists", sync = true)
    public List<Trip> all(String place) {
      return List.of(of("1", place), of("2", place));
    }

    @Cacheable(cacheNames = "unsynchronized")
    public Map<String, Trip> unsynchronized(String id) {
      loads.incrementAndGet();
      return Map.of(id, of(id, "Trip " + id));
    }

    @Cacheable(cacheNames = "slow", sync = true)
    public @Nullable Trip slow(String id) throws InterruptedException {
      loads.incrementAndGet();
      release.await();
      return of(id, "slow");
    }

    @Cacheable(cacheNames = "joined", sync = true)
    public String joined(String one, String other) {
      return one + "|" + other;
    }

    @Cacheable(cacheNames = "keyed", sync = true)
    public String keyedBy(Object key) {
      return "never";
    }

    @CachePut(cacheNames = "trips", key = "#id")
    public Trip rename(String id, String name) {
      return of(id, name);
    }

    @CacheEvict(cacheNames = "trips")
    public void forget(String id) {}

    @CacheEvict(
        cacheNames = {"trips", "lists", "unsynchronized", "joined"},
        allEntries = true)
    public void forgetAll() {}

    private static Trip of(String id, String name) {
      return new Trip(id, name, Instant.parse("2026-03-02T03:00:00Z"), List.of("seoul", "busan"));
    }
  }

  /** A service that has nothing but a cache. */
  @ImportAutoConfiguration({
    ServiceRuntimeAutoConfiguration.class,
    TwoTierCacheAutoConfiguration.class,
    CacheAnnotationsAutoConfiguration.class
  })
  static class Service {
    @Bean
    Trips trips() {
      return new Trips();
    }
  }
}
