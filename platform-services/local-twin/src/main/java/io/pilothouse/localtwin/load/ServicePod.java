package io.pilothouse.localtwin.load;

import io.pilothouse.localtwin.kubernetes.LogLine;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.localtwin.kubernetes.PodUsage;
import io.pilothouse.serviceruntime.cache.CacheSnapshot;
import io.pilothouse.serviceruntime.cache.TwoTierCache;
import io.pilothouse.serviceruntime.data.DatabaseUnavailableException;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.metrics.RateMeter;
import io.pilothouse.serviceruntime.metrics.ServiceMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * One pod of a service as it works: its own local cache tier, the service's Redis and database, and
 * the model of what that would use of the pod.
 *
 * <p>Every request is executed for real. Only the pod's processor and memory are modelled from the
 * requests, and with them the time that a request waits and computes.
 */
final class ServicePod {

  private static final int KEPT_LINES = 200;
  private static final double IDLE_MILLICORES = 5;
  private static final long LOCAL_ENTRY_BYTES = 2_048;

  private final PodReference reference;
  private final ServicePlan plan;
  private final WorkingSet values;
  private final Optional<TwoTierCache<String>> cache;
  private final RoutedDatabase database;
  private final InstantSource clock;
  private final PodProcessor processor;
  private final double failingShare;
  private final ClientConnections connections = new ClientConnections();
  private final RateMeter requests;
  private final RateMeter failures;
  private final RateMeter responseSeconds;
  private final LongAdder requestCount = new LongAdder();
  private final LongAdder failureCount = new LongAdder();

  /** Guarded by itself. */
  private final Deque<LogLine> log = new ArrayDeque<>();

  ServicePod(
      PodReference reference,
      String image,
      ServicePlan plan,
      WorkingSet values,
      Optional<TwoTierCache<String>> cache,
      RoutedDatabase database,
      InstantSource clock) {
    this.reference = reference;
    this.plan = plan;
    this.values = values;
    this.cache = cache;
    this.database = database;
    this.clock = clock;
    var behavior = ReleaseBehavior.ofImage(image);
    double factor = behavior instanceof ReleaseBehavior.Slow(double times) ? times : 1;
    this.failingShare = behavior instanceof ReleaseBehavior.Failing(double share) ? share : 0;
    this.processor =
        new PodProcessor(plan.cores(), plan.coreSecondsPerRequest() * factor, clock.instant());
    this.requests = new RateMeter(clock);
    this.failures = new RateMeter(clock);
    this.responseSeconds = new RateMeter(clock);
    print("INFO serving " + plan.service() + " image=" + image);
  }

  PodReference reference() {
    return reference;
  }

  /**
   * Takes one request and works on it.
   *
   * @param draw a number from 0 to 1 that decides whether a failing release fails this one
   */
  void handle(int visitor, int id, boolean write, double draw) {
    var now = clock.instant();
    requests.mark();
    requestCount.increment();
    connections.requestBy(visitor, now);
    var modelled = processor.admit(now);
    if (modelled.isEmpty()) {
      fail("queue full");
      return;
    }
    if (draw < failingShare) {
      fail("500 from " + plan.service());
      return;
    }
    try {
      if (write) {
        database.write(values.change(id));
        cache.ifPresent(tiers -> tiers.invalidate(values.key(id)));
      } else {
        read(id);
      }
      var real = Duration.between(now, clock.instant());
      responseSeconds.add(modelled.get().plus(real).toNanos() / 1e9);
    } catch (DatabaseUnavailableException e) {
      fail(String.valueOf(e.getMessage()));
    }
  }

  /** To be called each second or so. */
  void tick() {
    processor.keepReading(clock.instant());
  }

  ServiceMetrics metrics() {
    var now = clock.instant();
    return new ServiceMetrics(
        requests.perSecond(),
        connections.open(now),
        processor.queueLength(now),
        cache().total().hitRatio(),
        database.snapshot().pool());
  }

  /** Requests that failed, as a share of all in the last seconds, 0 to 1. */
  double failedShare() {
    double rate = requests.perSecond();
    return rate == 0 ? 0 : failures.perSecond() / rate;
  }

  /** Seconds that an answer took on average in the last seconds; 0 without requests. */
  double averageResponseSeconds() {
    double answered = requests.perSecond() - failures.perSecond();
    return answered <= 0 ? 0 : responseSeconds.perSecond() / answered;
  }

  PodUsage usage() {
    var now = clock.instant();
    return new PodUsage(
        IDLE_MILLICORES + processor.coresUsed(now) * 1000,
        plan.idleBytes()
            + connections.open(now) * plan.bytesPerConnection()
            + cache().localEntries() * LOCAL_ENTRY_BYTES);
  }

  CacheSnapshot cache() {
    return cache.map(TwoTierCache::snapshot).orElse(CacheSnapshot.NONE);
  }

  /** Whether it reads through a cache at all. */
  boolean caches() {
    return cache.isPresent();
  }

  long requestCount() {
    return requestCount.sum();
  }

  long failureCount() {
    return failureCount.sum();
  }

  List<LogLine> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  private void read(int id) {
    if (cache.isPresent()) {
      cache.get().get(values.key(id), key -> database.read(values.read(id)));
    } else {
      database.read(values.read(id));
    }
  }

  private void fail(String cause) {
    failures.mark();
    failureCount.increment();
    print("ERROR request failed: " + cause);
  }

  private void print(String text) {
    Instant at = clock.instant();
    synchronized (log) {
      log.addLast(new LogLine(at, text));
      if (log.size() > KEPT_LINES) {
        log.removeFirst();
      }
    }
  }
}
