package io.pilothouse.domainservice.resource;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pilothouse.domainservice.intent.DomainIntent;
import io.pilothouse.domainservice.intent.SchemaName;
import io.pilothouse.serviceruntime.cache.CachePolicy;
import io.pilothouse.serviceruntime.cache.SharedTier;
import io.pilothouse.serviceruntime.cache.TwoTierCache;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The parts by which resources are kept. */
@Configuration(proxyBeanMethods = false)
class ResourceConfiguration {

  /** Services of one database keep out of each other's way by schemas of their own. */
  @Bean
  FlywayConfigurationCustomizer ownSchema(SchemaName schema) {
    return flyway -> flyway.schemas(schema.name()).defaultSchema(schema.name()).createSchemas(true);
  }

  @Bean
  Resources resources(
      JdbcClient jdbc,
      JsonMapper json,
      SchemaName schema,
      ResourceCache cache,
      ResourceChanges changes,
      PlatformTransactionManager transactions,
      Clock clock) {
    var reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    return new Resources(
        new ResourceStore(jdbc, json, schema.name()),
        new IdempotencyKeys(jdbc, schema.name()),
        cache,
        changes,
        new ResourceIds(clock, new SecureRandom()),
        new TransactionTemplate(transactions),
        reading,
        clock);
  }

  @Bean
  ResourceCache resourceCache(
      DomainIntent intent,
      Optional<CachePolicy> policy,
      Optional<SharedTier> shared,
      JsonMapper json) {
    Optional<TwoTierCache<Optional<DomainResource>>> tiers =
        shared.map(tier ->
            new TwoTierCache<>(
                policy.orElseGet(CachePolicy::documented),
                tier,
                new ResourceCodec(json),
                Ticker.systemTicker(),
                () -> ThreadLocalRandom.current().nextDouble()));
    return new ResourceCache(tiers, intent.cachePattern());
  }
}
