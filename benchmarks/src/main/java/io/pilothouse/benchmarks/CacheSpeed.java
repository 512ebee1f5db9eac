package io.pilothouse.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.pilothouse.serviceruntime.cache.CacheKey;
import io.pilothouse.serviceruntime.cache.CachePolicy;
import io.pilothouse.serviceruntime.cache.RedisStore;
import io.pilothouse.serviceruntime.cache.SharedTier;
import io.pilothouse.serviceruntime.cache.TwoTierCache;
import io.pilothouse.serviceruntime.cache.ValueCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/**
 * A local hit against the same read of a bare Caffeine cache, a shared hit against a bare GET of
 * Lettuce, and a stampede on one cold key; prints rows of the results' table. Floor and product
 * take turns in one process, and the median of the rounds counts.
 */
public final class CacheSpeed {

  private static final int KEYS = 1_000;
  private static final int LOCAL_READS = 2_000_000;
  private static final int SHARED_READS = 4_000;
  private static final int ROUNDS = 11;
  private static final int CALLERS = 1_000;
  private static final CacheKey[] NAMES =
      IntStream.range(0, KEYS)
          .mapToObj(i -> new CacheKey("location_data", "place-" + i))
          .toArray(CacheKey[]::new);

  private CacheSpeed() {}

  /** Measures. */
  public static void main(String[] arguments) throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var server = RedisServer.builder().port(port).bind("127.0.0.1").setting("save \"\"").build();
    var resources = DefaultClientResources.create();
    server.start();
    try {
      measure(RedisURI.create("127.0.0.1", port), resources);
    } finally {
      resources.shutdown(0, 1, TimeUnit.SECONDS).get();
      stop(server);
    }
  }

  private static void measure(RedisURI redis, ClientResources resources) throws Exception {
    var policy = CachePolicy.documented().servingStaleFor(Duration.ofMinutes(1));
    try (var tier =
        new SharedTier(
            RedisStore.ofServer(redis, resources, Duration.ofSeconds(2)),
            Duration.ofSeconds(5),
            Clock.systemUTC())) {
      var cache =
          new TwoTierCache<>(policy, tier, ValueCodec.text(), Ticker.systemTicker(), () -> 0.5);
      local(cache);
      shared(cache, redis, resources);
      stampede(cache);
    }
  }

  private static void local(TwoTierCache<String> cache) {
    Function<CacheKey, String> source = key -> "value of " + key.id();
    Cache<CacheKey, String> bare =
        Caffeine.newBuilder()
            .maximumSize(2_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .executor(Runnable::run)
            .build();
    for (var name : NAMES) {
      bare.put(name, source.apply(name));
      cache.get(name, source);
    }
    IntUnaryOperator floor = i -> length(bare.getIfPresent(NAMES[i % KEYS]));
    IntUnaryOperator ours = i -> cache.get(NAMES[i % KEYS], source).length();
    var nanos = medians(floor, ours, LOCAL_READS);
    System.out.printf(
        "| local hit of the two-tier cache, one thread | %.1f ns, %.1f M/s | Caffeine alone: %.1f ns, %.1f M/s | %.2f of its throughput | ≥ 0.70 |%n",
        nanos[1], 1e3 / nanos[1], nanos[0], 1e3 / nanos[0], nanos[0] / nanos[1]);
  }

  private static void shared(
      TwoTierCache<String> cache, RedisURI redis, ClientResources resources) {
    var client = RedisClient.create(resources, redis);
    try (var connection = client.connect()) {
      var commands = connection.sync();
      Function<CacheKey, String> never =
          key -> {
            throw new IllegalStateException("not in Redis: " + key);
          };
      IntUnaryOperator floor = i -> length(commands.get(NAMES[i % KEYS].shared()));
      IntUnaryOperator ours =
          i -> {
            if (i % KEYS == 0) {
              cache.forgetLocal();
            }
            return cache.get(NAMES[i % KEYS], never).length();
          };
      var nanos = medians(floor, ours, SHARED_READS);
      System.out.printf(
          "| shared hit of the two-tier cache, one thread | %.1f µs | GET of Lettuce alone: %.1f µs | %.2f | ≤ 1.3 |%n",
          nanos[1] / 1e3, nanos[0] / 1e3, nanos[1] / nanos[0]);
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  private static void stampede(TwoTierCache<String> cache) throws InterruptedException {
    var loads = new AtomicInteger();
    var start = new CountDownLatch(1);
    var key = new CacheKey("ai_results", "cold");
    long began;
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        callers.execute(() -> {
          await(start);
          cache.get(
              key,
              cold -> {
                loads.incrementAndGet();
                return IntStream.range(0, 200_000)
                    .mapToObj(Integer::toString)
                    .reduce("", (a, b) -> b);
              });
        });
      }
      began = System.nanoTime();
      start.countDown();
    }
    System.out.printf(
        "| stampede of %,d callers on one cold key | %d load, %.0f ms until all had it | | | 1 load |%n",
        CALLERS, loads.get(), (System.nanoTime() - began) / 1e6);
  }

  /** Nanoseconds a read of the floor and of ours. */
  private static double[] medians(IntUnaryOperator floor, IntUnaryOperator ours, int reads) {
    double[] floors = new double[ROUNDS];
    double[] all = new double[ROUNDS];
    for (int round = -3; round < ROUNDS; round++) {
      double one = time(floor, reads);
      double other = time(ours, reads);
      if (round >= 0) {
        floors[round] = one;
        all[round] = other;
      }
    }
    Arrays.sort(floors);
    Arrays.sort(all);
    return new double[] {floors[ROUNDS / 2], all[ROUNDS / 2]};
  }

  private static double time(IntUnaryOperator read, int reads) {
    long began = System.nanoTime();
    long sum = 0;
    for (int i = 0; i < reads; i++) {
      sum += read.applyAsInt(i);
    }
    long took = System.nanoTime() - began;
    if (sum == 0) {
      throw new IllegalStateException("nothing was read");
    }
    return (double) took / reads;
  }

  private static int length(@Nullable String value) {
    if (value == null) {
      throw new IllegalStateException("not there");
    }
    return value.length();
  }

  private static void stop(RedisServer server) throws IOException {
    server.stop();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
