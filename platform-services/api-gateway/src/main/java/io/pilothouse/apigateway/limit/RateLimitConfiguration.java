package io.pilothouse.apigateway.limit;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.micrometer.core.instrument.MeterRegistry;
import io.pilothouse.apigateway.edge.RequestPassage;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * The limits as filters: by address before anything else is done, by user once the token is known.
 */
@Configuration(proxyBeanMethods = false)
class RateLimitConfiguration {

  /** After the edge and the answers to preflights, before tokens are looked at. */
  private static final int BY_ADDRESS = Ordered.HIGHEST_PRECEDENCE + 20;

  /** Behind Spring Security. */
  private static final int BY_USER = 0;

  /** Lettuce's threads; few, since a command is a few bytes. */
  @Bean(destroyMethod = "shutdown")
  ClientResources rateLimitResources() {
    return DefaultClientResources.builder()
        .ioThreadPoolSize(2)
        .computationThreadPoolSize(2)
        .build();
  }

  /** What the instances count together, if they do. */
  record SharedCounts(Optional<RedisCounts> redis) implements AutoCloseable {

    @Override
    public void close() throws Exception {
      if (redis.isPresent()) {
        redis.orElseThrow().close();
      }
    }
  }

  @Bean
  SharedCounts sharedCounts(RateLimitProperties settings, ClientResources rateLimitResources) {
    return new SharedCounts(
        settings.redisUrl().isEmpty()
            ? Optional.empty()
            : Optional.of(new RedisCounts(settings, rateLimitResources)));
  }

  @Bean
  FilterRegistrationBean<RateLimitFilter> addressLimit(
      RateLimitProperties settings,
      SharedCounts sharedCounts,
      Clock clock,
      MeterRegistry registry) {
    var quota = new Quota("address", settings.requests(), settings.period());
    var filter =
        new RateLimitFilter(
            new RateLimit(quota, sharedCounts.redis(), settings, clock, registry),
            settings.openPaths(),
            passage -> Optional.of(Callers.byAddress(passage.origin().address())));
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(BY_ADDRESS);
    return registration;
  }

  @Bean
  @ConditionalOnExpression("${pilothouse.gateway.rate-limit.user-requests:0} > 0")
  FilterRegistrationBean<RateLimitFilter> userLimit(
      RateLimitProperties settings,
      SharedCounts sharedCounts,
      Clock clock,
      MeterRegistry registry) {
    var quota = new Quota("user", settings.userRequests(), settings.period());
    var filter =
        new RateLimitFilter(
            new RateLimit(quota, sharedCounts.redis(), settings, clock, registry),
            settings.openPaths(),
            RequestPassage::subject);
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(BY_USER);
    return registration;
  }
}
