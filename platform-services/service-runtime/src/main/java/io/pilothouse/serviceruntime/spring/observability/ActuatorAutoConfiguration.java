package io.pilothouse.serviceruntime.spring.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.pilothouse.serviceruntime.cache.TwoTierCaches;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.external.ExternalClients;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import io.pilothouse.serviceruntime.metrics.QueueDepths;
import io.pilothouse.serviceruntime.metrics.RequestFigures;
import io.pilothouse.serviceruntime.metrics.RequestGate;
import io.pilothouse.serviceruntime.readiness.ReadinessCheck;
import io.pilothouse.serviceruntime.spring.ServiceIdentity;
import java.time.Clock;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a service shows on its management port. */
@AutoConfiguration(
    after = ObservabilityAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
public class ActuatorAutoConfiguration {

  /** Figures, where there is a registry for them. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  @ConditionalOnBean(MeterRegistry.class)
  static class Figures {

    @Bean
    ServiceMetricsPublisher serviceMetricsPublisher(
        ServiceIdentity identity,
        Clock clock,
        RequestFigures requests,
        RequestGate gate,
        DependencyErrors errors,
        ObjectProvider<OpenConnections> connections,
        ObjectProvider<TwoTierCaches> caches,
        ObjectProvider<RoutedDatabase> databases,
        ObjectProvider<ExternalClients> externals,
        ObjectProvider<QueueDepths> queues) {
      var parts =
          new ServiceFigures.Parts() {
            @Override
            public Stream<TwoTierCaches> caches() {
              return caches.stream();
            }

            @Override
            public Stream<RoutedDatabase> databases() {
              return databases.stream();
            }

            @Override
            public Stream<ExternalClients> externals() {
              return externals.stream();
            }

            @Override
            public Stream<QueueDepths> queues() {
              return queues.stream();
            }
          };
      var open = connections.getIfAvailable(OpenConnections::new);
      return new ServiceMetricsPublisher(
          identity, new ServiceFigures(clock, requests, gate, open::count, errors, parts));
    }

    @Bean
    @ConditionalOnMissingBean
    BusinessMetrics businessMetrics(MeterRegistry registry, ServiceIdentity identity) {
      return new BusinessMetrics(registry, identity);
    }
  }

  /** Probes. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  @EnableConfigurationProperties(ReadinessProperties.class)
  static class Probes {

    @Bean
    ServiceReadiness serviceReadiness(
        ObjectProvider<ReadinessCheck> checks, ReadinessProperties properties) {
      return new ServiceReadiness(checks.orderedStream().toList(), properties.period());
    }
  }
}
