package io.pilothouse.apigateway.limit;

import io.github.bucket4j.BucketConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A limit on what each caller may ask. All instances count together in Redis; while Redis is gone
 * each goes on by itself. There is no state in which nothing is counted. Safe for concurrent use.
 */
final class RateLimit {

  private static final Logger LOG = LoggerFactory.getLogger(RateLimit.class);

  private final Quota quota;
  private final BucketConfiguration configuration;
  private final Optional<RedisCounts> redis;
  private final LocalCounts local;
  private final RateLimitProperties settings;
  private final InstantSource clock;
  private final MeterRegistry registry;
  private final AtomicBoolean shared = new AtomicBoolean();
  private final AtomicLong redisLeftAloneUntil = new AtomicLong();

  RateLimit(
      Quota quota,
      Optional<RedisCounts> redis,
      RateLimitProperties settings,
      InstantSource clock,
      MeterRegistry registry) {
    this.quota = quota;
    this.configuration = quota.bucket();
    this.redis = redis;
    this.settings = settings;
    this.clock = clock;
    this.registry = registry;
    long alone = Math.min(settings.localRequests().orElse(quota.requests()), quota.requests());
    this.local =
        new LocalCounts(new Quota(quota.name(), alone, quota.period()), settings.maximumCallers());
    shared.set(redis.isPresent());
    registry.gauge(
        "gateway.rate.limit.shared",
        io.micrometer.core.instrument.Tags.of("limit", quota.name()),
        shared,
        flag -> flag.get() ? 1 : 0);
  }

  Quota quota() {
    return quota;
  }

  /** Counts one request of a caller. */
  RateDecision take(String caller) {
    var decision = counted(caller);
    registry
        .counter(
            "gateway.rate.limit",
            "limit",
            quota.name(),
            "decision",
            decision.passes() ? "passed" : "refused",
            "counted",
            decision.shared() ? "shared" : "local")
        .increment();
    return decision;
  }

  private RateDecision counted(String caller) {
    if (redis.isEmpty() || clock.millis() < redisLeftAloneUntil.get()) {
      return local.take(caller);
    }
    try {
      var decision = redis.orElseThrow().take(quota, configuration, caller);
      if (shared.compareAndSet(false, true)) {
        LOG.info("limit={} decision=shared instances count together again", quota.name());
      }
      return decision;
    } catch (
        RuntimeException e) { // Bucket4j and Lettuce throw many kinds; none may let a request by.
      redisLeftAloneUntil.set(clock.millis() + settings.retryAfter().toMillis());
      if (shared.compareAndSet(true, false)) {
        LOG.warn(
            "limit={} decision=local each instance counts by itself cause=\"{}\"",
            quota.name(),
            e.getClass().getSimpleName());
      }
      return local.take(caller);
    }
  }
}
