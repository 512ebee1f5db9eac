package io.pilothouse.serviceruntime.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.serviceruntime.cache.CachePolicy;
import io.pilothouse.serviceruntime.cache.SharedTier;
import io.pilothouse.serviceruntime.external.ExternalClients;
import io.pilothouse.serviceruntime.metrics.RequestFigures;
import io.pilothouse.serviceruntime.spring.cache.TwoTierCacheAutoConfiguration;
import io.pilothouse.serviceruntime.spring.external.ExternalCallsAutoConfiguration;
import io.pilothouse.serviceruntime.spring.observability.ObservabilityAutoConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AutoConfigurationTest {

  private final ApplicationContextRunner service =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ServiceRuntimeAutoConfiguration.class,
                  TwoTierCacheAutoConfiguration.class,
                  ExternalCallsAutoConfiguration.class,
                  ObservabilityAutoConfiguration.class));

  @Test
  void aServiceWithoutPropertiesHasNoCacheAndCallsNobody() {
    service.run(context -> {
      assertThat(context).hasNotFailed().doesNotHaveBean(SharedTier.class);
      assertThat(context).hasSingleBean(RequestFigures.class);
      assertThat(context.getBean(ExternalClients.class).all()).isEmpty();
      assertThatThrownBy(() -> context.getBean(ExternalClients.class).client("tax-api"))
          .hasMessageContaining("pilothouse.external.tax-api.url");
    });
  }

  @Test
  void takesItsFiguresFromPropertiesAndStartsWithoutRedis() {
    service
        .withPropertyValues(
            "pilothouse.system=tripgen-prod",
            "pilothouse.component=trip-service",
            "pilothouse.cache.redis-url=redis://127.0.0.1:1",
            "pilothouse.cache.local-maximum-entries=1000",
            "pilothouse.cache.patterns.ai_results=24h",
            "pilothouse.external.tax-api.url=http://127.0.0.1:1/tax",
            "pilothouse.external.tax-api.timeout=10s")
        .run(context -> {
          assertThat(context).hasNotFailed().hasSingleBean(SharedTier.class);
          assertThat(context.getBean(ServiceIdentity.class))
              .isEqualTo(new ServiceIdentity("tripgen-prod", "trip-service"));
          var policy = context.getBean(CachePolicy.class);
          assertThat(policy.localMaximumEntries()).isEqualTo(1000);
          assertThat(policy.localTimeToLive()).isEqualTo(Duration.ofMinutes(5));
          assertThat(policy.sharedTimeToLive("ai_results")).isEqualTo(Duration.ofHours(24));
          assertThat(context.getBean(ExternalClients.class).client("tax-api").snapshot().system())
              .isEqualTo("tax-api");
        });
  }
}
