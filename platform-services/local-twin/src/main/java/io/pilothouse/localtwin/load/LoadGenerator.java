package io.pilothouse.localtwin.load;

import io.pilothouse.serviceruntime.metrics.RateMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The visitors of the system: makes the requests that the plan means for this time of the day and
 * sends each to a ready pod.
 *
 * <p>Requests run on virtual threads, a thousand at once at most; what comes above that, and what
 * finds no ready pod, counts as failed. Safe for use by any thread.
 */
public final class LoadGenerator implements AutoCloseable {

  /** The largest multiple of the plan's rate. */
  public static final double LARGEST_MULTIPLIER = 10;

  private static final Logger LOG = LoggerFactory.getLogger(LoadGenerator.class);
  private static final Duration TICK = Duration.ofMillis(20);
  private static final int AT_ONCE = 1_024;
  private static final int VISITORS = 100_000;

  private final LoadPlan plan;
  private final List<SimulatedService> services;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final RateMeter rate;
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("load-generator").factory());

  /** Requests that no pod took, by service. */
  private final Map<String, LongAdder> unserved = new ConcurrentHashMap<>();

  /** Requests due and not made yet, by service. Touched by the ticker's thread only. */
  private final Map<SimulatedService, Double> due = new ConcurrentHashMap<>();

  /** Touched by the ticker's thread only. */
  private Instant lastTick;

  /** Touched by the ticker's thread only. */
  private Instant lastSecond;

  private volatile double multiplier = 1;

  /** Makes a generator that stands still until {@link #start}. */
  public LoadGenerator(
      LoadPlan plan, List<SimulatedService> services, InstantSource clock, RandomGenerator random) {
    this.plan = plan;
    this.services = List.copyOf(services);
    this.clock = clock;
    this.random = random;
    this.rate = new RateMeter(clock);
    this.lastTick = clock.instant();
    this.lastSecond = lastTick;
  }

  /** Begins to make requests. */
  public void start() {
    ticker.execute(() -> lastTick = clock.instant());
    var unused =
        ticker.scheduleAtFixedRate(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Sets the rate by hand, as a multiple of the plan's.
   *
   * @param times 0 to {@link #LARGEST_MULTIPLIER}
   */
  public void multiplier(double times) {
    if (!(times >= 0 && times <= LARGEST_MULTIPLIER)) {
      throw new IllegalArgumentException(
          "the load's multiplier is from 0 to " + LARGEST_MULTIPLIER + ", got " + times);
    }
    LOG.info("load multiplier {} -> {}", multiplier, times);
    multiplier = times;
  }

  public double multiplier() {
    return multiplier;
  }

  /** The rate that is meant now, in requests per second. */
  public double intendedRate() {
    var local = ZonedDateTime.ofInstant(clock.instant(), plan.zone()).toLocalTime();
    return plan.peakRequestsPerSecond() * plan.curve().at(local) * multiplier;
  }

  /** What was done since the start. */
  public LoadSnapshot snapshot() {
    return new LoadSnapshot(
        multiplier,
        intendedRate(),
        rate.perSecond(),
        services.stream().map(service -> service.snapshot(unserved(service).sum())).toList());
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    requests.shutdownNow();
  }

  private void tick() {
    try {
      var now = clock.instant();
      double seconds = Math.min(1, Duration.between(lastTick, now).toNanos() / 1e9);
      lastTick = now;
      double all = intendedRate() * seconds;
      for (var service : services) {
        double owed = due.getOrDefault(service, 0.0) + all * service.plan().share();
        for (; owed >= 1; owed--) {
          request(service);
        }
        due.put(service, owed);
      }
      if (Duration.between(lastSecond, now).toMillis() >= 1000) {
        lastSecond = now;
        services.forEach(service -> service.pods().forEach(ServicePod::tick));
      }
    } catch (RuntimeException e) {
      LOG.error("load tick failed: {}", e.toString());
    }
  }

  private void request(SimulatedService service) {
    rate.mark();
    var pod = service.next();
    if (pod.isEmpty() || !room.tryAcquire()) {
      unserved(service).increment();
      return;
    }
    var request = Request.draw(random.nextInt(VISITORS), service, random);
    requests.execute(() -> {
      try {
        var unused = pod.get().handle(request);
      } finally {
        room.release();
      }
    });
  }

  private LongAdder unserved(SimulatedService service) {
    return unserved.computeIfAbsent(service.plan().service(), name -> new LongAdder());
  }
}
