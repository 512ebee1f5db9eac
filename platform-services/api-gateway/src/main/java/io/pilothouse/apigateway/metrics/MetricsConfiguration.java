package io.pilothouse.apigateway.metrics;

import io.pilothouse.apigateway.route.UpstreamExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway's own figures, beside those of every service. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

  @Bean
  RouteFigures routeFigures(UpstreamExchange exchange) {
    return new RouteFigures(exchange);
  }
}
