package io.pilothouse.domainservice.resource;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pilothouse.domainservice.intent.DomainIntent;
import io.pilothouse.domainservice.intent.SchemaName;
import io.pilothouse.serviceruntime.cache.CachePolicy;
import io.pilothouse.serviceruntime.cache.SharedTier;
import io.pilothouse.serviceruntime.cache.TwoTierCache;
import io.pilothouse.serviceruntime.cache.TwoTierCaches;
import io.pilothouse.serviceruntime.spring.data.RepeatedTransactions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Qualifier;
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
  ResourceIds resourceIds(Clock clock) {
    return new ResourceIds(clock, new SecureRandom());
  }

  /** Read-only transactions, which replicas answer. */
  @Bean
  TransactionTemplate reading(PlatformTransactionManager transactions) {
    var reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    return reading;
  }

  @Bean
  Resources resources(
      JdbcClient jdbc,
      JsonMapper json,
      ResourceCache cache,
      ResourceChanges changes,
      ResourceIds ids,
      RepeatedTransactions writing,
      @Qualifier("reading") TransactionTemplate reading,
      Clock clock) {
    return new Resources(
        new ResourceStore(jdbc, json),
        new IdempotencyKeys(jdbc),
        cache,
        changes,
        ids,
        writing,
        reading,
        clock);
  }

  /** One of the runtime's caches where it keeps them all, so that other pods' changes are heard. */
  @Bean
  ResourceCache resourceCache(
      DomainIntent intent,
      Optional<TwoTierCaches> caches,
      Optional<CachePolicy> policy,
      Optional<SharedTier> shared,
      JsonMapper json) {
    var codec = new ResourceCodec(json);
    Optional<TwoTierCache<Optional<DomainResource>>> tiers =
        caches
            .map(all -> all.cache(codec))
            .or(() ->
                shared.map(tier ->
                    new TwoTierCache<>(
                        policy.orElseGet(CachePolicy::documented),
                        tier,
                        codec,
                        Ticker.systemTicker(),
                        () -> ThreadLocalRandom.current().nextDouble())));
    return new ResourceCache(tiers, intent.cachePattern());
  }
}
