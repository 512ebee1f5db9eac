package io.pilothouse.apigateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/** What this instance has counted by itself, of the callers that it saw last. */
final class LocalCounts {

  private final Quota quota;
  private final BucketConfiguration configuration;
  private final Cache<String, Bucket> buckets;

  LocalCounts(Quota quota, int maximumCallers) {
    this.quota = quota;
    this.configuration = quota.bucket();
    this.buckets =
        Caffeine.newBuilder().maximumSize(maximumCallers).expireAfterAccess(quota.period()).build();
  }

  RateDecision take(String caller) {
    var bucket =
        buckets.get(
            caller, _ -> Bucket.builder().addLimit(configuration.getBandwidths()[0]).build());
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    long wait =
        probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
    return new RateDecision(
        probe.isConsumed(),
        Math.min(probe.getRemainingTokens(), quota.requests()),
        Duration.ofNanos(wait),
        false);
  }
}
