package io.pilothouse.serviceruntime.spring.cache;

import io.pilothouse.serviceruntime.cache.CachePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pilothouse.cache.*}: the figures of a service's cache; the defaults are the production
 * documents'.
 *
 * @param component the blueprint's id of the cache, under which its failures are counted
 * @param redisUrl {@code redis://} or {@code rediss://} addresses; without one there is no cache
 * @param cluster whether they are a cluster's; when absent, several addresses are
 * @param commandTimeout how long a call may take before it counts as failed
 * @param retryAfter how long Redis is left alone when half of the calls fail
 * @param localTimeToLive how long the process keeps a value
 * @param localMaximumEntries entries that each cache keeps in the process
 * @param sharedTimeToLive how long Redis keeps a value whose pattern has no figure of its own
 * @param patterns time to live in Redis by pattern
 * @param jitter the share, 0 to 0.5, by which a time to live may be shorter
 * @param staleFor how long a value is served beyond its time to live while it is loaded anew
 * @param negativeTimeToLive how long it is remembered that there is no value
 * @param heartbeat how often the subscription to other instances' changes is proved
 * @param valuePackages packages, besides the application's own, whose classes may be values of
 *     Spring's cache annotations
 */
@ConfigurationProperties("pilothouse.cache")
public record CacheProperties(
    @DefaultValue("redis-cache") String component,
    @DefaultValue List<String> redisUrl,
    Optional<Boolean> cluster,
    @DefaultValue("500ms") Duration commandTimeout,
    @DefaultValue("5s") Duration retryAfter,
    @DefaultValue("5m") Duration localTimeToLive,
    @DefaultValue("2000") int localMaximumEntries,
    @DefaultValue("30m") Duration sharedTimeToLive,
    @DefaultValue Map<String, Duration> patterns,
    @DefaultValue("0.1") double jitter,
    @DefaultValue("1m") Duration staleFor,
    @DefaultValue("30s") Duration negativeTimeToLive,
    @DefaultValue("2s") Duration heartbeat,
    @DefaultValue List<String> valuePackages) {

  public CacheProperties {
    redisUrl = List.copyOf(redisUrl);
    patterns = Map.copyOf(patterns);
    valuePackages = List.copyOf(valuePackages);
  }

  boolean clustered() {
    return cluster.orElse(redisUrl.size() > 1);
  }

  CachePolicy policy() {
    return new CachePolicy(
        localTimeToLive,
        localMaximumEntries,
        sharedTimeToLive,
        patterns,
        jitter,
        staleFor,
        negativeTimeToLive);
  }
}
