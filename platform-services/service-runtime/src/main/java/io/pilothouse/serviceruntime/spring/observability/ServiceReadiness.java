package io.pilothouse.serviceruntime.spring.observability;

import io.pilothouse.serviceruntime.readiness.ReadinessCheck;
import io.pilothouse.serviceruntime.readiness.ReadinessHysteresis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether all that a service cannot work without works, for its readiness probe. Tried in the
 * background, each check on a thread of its own, so that a probe is answered at once whatever
 * hangs; a check that hangs counts as failed when it is late.
 */
final class ServiceReadiness implements HealthIndicator, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceReadiness.class);
  private static final int LATE_PERIODS = 3;

  private final Duration period;
  private final ScheduledExecutorService clockwork;
  private final List<ScheduledFuture<?>> checking;
  private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

  ServiceReadiness(List<ReadinessCheck> checks, Duration period) {
    this.period = period;
    this.clockwork =
        Executors.newScheduledThreadPool(
            Math.max(1, checks.size()),
            Thread.ofPlatform().daemon().name("readiness-", 0).factory());
    checks.forEach(check -> verdicts.put(check.name(), Verdict.unknown()));
    this.checking =
        checks.stream()
            .<ScheduledFuture<?>>map(check ->
                clockwork.scheduleWithFixedDelay(
                    () -> tryOut(check), 0, period.toMillis(), TimeUnit.MILLISECONDS))
            .toList();
  }

  @Override
  public Health health() {
    long now = System.nanoTime();
    var health =
        verdicts.values().stream().allMatch(v -> works(v, now)) ? Health.up() : Health.down();
    verdicts.forEach(
        (name, verdict) -> health.withDetail(name, works(verdict, now) ? "works" : verdict.said()));
    return health.build();
  }

  @Override
  public void close() {
    checking.forEach(check -> check.cancel(true));
    clockwork.shutdownNow();
  }

  private boolean works(Verdict verdict, long now) {
    return verdict.judged().ready()
        && now - verdict.at() < LATE_PERIODS * (period.toNanos() + Duration.ofSeconds(1).toNanos());
  }

  private void tryOut(ReadinessCheck check) {
    boolean success = false;
    var said = "works";
    try {
      check.check();
      success = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (Exception e) {
      said = String.valueOf(e.getMessage());
    }
    var before = verdicts.getOrDefault(check.name(), Verdict.unknown()).judged();
    var after = before.after(success);
    verdicts.put(check.name(), new Verdict(after, said, System.nanoTime()));
    if (before.ready() != after.ready()) {
      LOG.info("readiness check={} ready={} cause=\"{}\"", check.name(), after.ready(), said);
    }
  }

  /** What is known of a check. */
  private record Verdict(ReadinessHysteresis judged, String said, long at) {
    static Verdict unknown() {
      return new Verdict(ReadinessHysteresis.unknown(), "not tried yet", System.nanoTime());
    }
  }
}
