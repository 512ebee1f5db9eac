package io.pilothouse.serviceruntime.spring.cache;

import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.pilothouse.serviceruntime.cache.CachePolicy;
import io.pilothouse.serviceruntime.cache.RedisStore;
import io.pilothouse.serviceruntime.cache.SharedStore;
import io.pilothouse.serviceruntime.cache.SharedTier;
import io.pilothouse.serviceruntime.spring.ServiceRuntimeAutoConfiguration;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** A service's cache tiers, when {@code pilothouse.cache.redis-url} is set. */
@AutoConfiguration(after = ServiceRuntimeAutoConfiguration.class)
@ConditionalOnProperty("pilothouse.cache.redis-url")
@EnableConfigurationProperties(CacheProperties.class)
public class TwoTierCacheAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  CachePolicy cachePolicy(CacheProperties properties) {
    return properties.policy();
  }

  /** Lettuce's threads, shared by all that speak to Redis. */
  @Bean(destroyMethod = "shutdown")
  @ConditionalOnMissingBean
  ClientResources redisResources() {
    return DefaultClientResources.create();
  }

  @Bean
  @ConditionalOnMissingBean
  SharedStore sharedStore(CacheProperties properties, ClientResources redisResources) {
    var addresses = properties.redisUrl().stream().map(RedisURI::create).toList();
    return properties.clustered()
        ? RedisStore.ofCluster(addresses, redisResources, properties.commandTimeout())
        : RedisStore.ofServer(addresses.getFirst(), redisResources, properties.commandTimeout());
  }

  @Bean
  @ConditionalOnMissingBean
  SharedTier sharedTier(SharedStore sharedStore, CacheProperties properties, Clock clock) {
    return new SharedTier(sharedStore, properties.retryAfter(), clock);
  }
}
