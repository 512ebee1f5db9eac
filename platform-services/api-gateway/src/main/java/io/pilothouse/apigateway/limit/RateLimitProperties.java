package io.pilothouse.apigateway.limit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pilothouse.gateway.rate-limit.*}.
 *
 * @param requests that one client address may make in a period; TripGen's document has 100 a minute
 * @param period the window, which begins with a client's first request
 * @param userRequests that one signed-in user may make in a period, from whatever address; 0 for no
 *     such limit
 * @param localRequests what one instance lets pass by itself while Redis is gone; by default as
 *     many as {@code requests}, so that n instances let pass n times as many
 * @param redisUrl where the instances count together: {@code redis://} or {@code rediss://}; by
 *     default {@code pilothouse.cache.redis-url}; without one each instance counts for itself
 * @param cluster whether that is a cluster; by default several addresses are
 * @param commandTimeout how long counting may hold a request up
 * @param retryAfter how long Redis is left alone after it failed
 * @param maximumCallers that an instance counts by itself
 * @param openPaths that are not limited, such as those of probes
 */
@ConfigurationProperties("pilothouse.gateway.rate-limit")
public record RateLimitProperties(
    @DefaultValue("100") long requests,
    @DefaultValue("1m") Duration period,
    @DefaultValue("0") long userRequests,
    Optional<Long> localRequests,
    @DefaultValue List<String> redisUrl,
    Optional<Boolean> cluster,
    @DefaultValue("100ms") Duration commandTimeout,
    @DefaultValue("1s") Duration retryAfter,
    @DefaultValue("100000") int maximumCallers,
    @DefaultValue({"/livez", "/readyz"}) List<String> openPaths) {

  public RateLimitProperties {
    redisUrl = List.copyOf(redisUrl);
    openPaths = List.copyOf(openPaths);
    if (requests < 1 || userRequests < 0 || localRequests.orElse(1L) < 1) {
      throw new IllegalArgumentException(
          "pilothouse.gateway.rate-limit: requests and local-requests must be at least 1, got "
              + requests
              + ": a gateway without a limit is not offered");
    }
    if (period.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "pilothouse.gateway.rate-limit.period must be at least 1s, got " + period);
    }
  }

  boolean clustered() {
    return cluster.orElse(redisUrl.size() > 1);
  }
}
