package io.pilothouse.serviceruntime.spring.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.pilothouse.serviceruntime.cache.CachePolicy;
import io.pilothouse.serviceruntime.cache.InvalidationChannel;
import io.pilothouse.serviceruntime.cache.RedisStore;
import io.pilothouse.serviceruntime.cache.SharedTier;
import io.pilothouse.serviceruntime.cache.TwoTierCaches;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import io.pilothouse.serviceruntime.spring.ServiceIdentity;
import io.pilothouse.serviceruntime.spring.ServiceRuntimeAutoConfiguration;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
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
  RedisStore redisStore(CacheProperties properties, ClientResources redisResources) {
    var addresses = properties.redisUrl().stream().map(RedisURI::create).toList();
    return properties.clustered()
        ? RedisStore.ofCluster(addresses, redisResources, properties.commandTimeout())
        : RedisStore.ofServer(addresses.getFirst(), redisResources, properties.commandTimeout());
  }

  /** One channel a system: services that share a pattern hear of each other's changes. */
  @Bean
  @ConditionalOnMissingBean
  InvalidationChannel invalidationChannel(
      RedisStore redisStore, CacheProperties properties, ServiceIdentity identity) {
    return redisStore.channel(
        "pilothouse:" + identity.system() + ":invalidations", properties.heartbeat());
  }

  @Bean
  @ConditionalOnMissingBean
  SharedTier sharedTier(
      RedisStore redisStore,
      InvalidationChannel channel,
      CacheProperties properties,
      DependencyErrors errors,
      Clock clock) {
    return new SharedTier(
        redisStore,
        Optional.of(channel),
        properties.retryAfter(),
        clock,
        failure -> errors.count(properties.component(), FailureKind.of(failure)));
  }

  @Bean
  @ConditionalOnMissingBean
  TwoTierCaches twoTierCaches(
      CachePolicy cachePolicy, SharedTier sharedTier, InvalidationChannel channel) {
    return new TwoTierCaches(
        cachePolicy,
        sharedTier,
        Optional.of(channel),
        Ticker.systemTicker(),
        () -> ThreadLocalRandom.current().nextDouble());
  }
}
