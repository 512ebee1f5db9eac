package io.pilothouse.serviceruntime.spring.observability;

import io.pilothouse.serviceruntime.metrics.RequestFigures;
import io.pilothouse.serviceruntime.spring.ServiceRuntimeAutoConfiguration;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** What a service counts of itself and shows. */
@AutoConfiguration(after = ServiceRuntimeAutoConfiguration.class)
public class ObservabilityAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  RequestFigures requestFigures(Clock clock) {
    return new RequestFigures(clock);
  }
}
