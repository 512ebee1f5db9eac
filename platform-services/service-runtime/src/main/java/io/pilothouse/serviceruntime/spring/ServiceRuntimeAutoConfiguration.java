package io.pilothouse.serviceruntime.spring;

import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** What every part of the runtime stands on. */
@AutoConfiguration
@EnableConfigurationProperties(ServiceIdentity.class)
public class ServiceRuntimeAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Failed uses of every dependency, whichever part of the runtime saw them. */
  @Bean
  @ConditionalOnMissingBean
  DependencyErrors dependencyErrors(Clock clock) {
    return new DependencyErrors(clock);
  }
}
