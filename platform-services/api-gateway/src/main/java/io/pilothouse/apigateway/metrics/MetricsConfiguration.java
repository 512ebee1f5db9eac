package io.pilothouse.apigateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.pilothouse.apigateway.route.UpstreamExchange;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import java.time.Clock;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Shows the gateway's figures once all of it stands. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

  @Bean
  GatewayFigures gatewayFigures(Clock clock) {
    return new GatewayFigures(clock);
  }

  @Bean
  ShowFigures showFigures(
      GatewayFigures figures,
      MeterRegistry registry,
      DependencyErrors errors,
      UpstreamExchange exchange,
      ServletWebServerApplicationContext context) {
    return new ShowFigures(figures, registry, errors, exchange, context);
  }

  /** Waits for the server, whose connections are counted. */
  record ShowFigures(
      GatewayFigures figures,
      MeterRegistry registry,
      DependencyErrors errors,
      UpstreamExchange exchange,
      ServletWebServerApplicationContext context) {

    @EventListener(ApplicationStartedEvent.class)
    void show() {
      figures.show(registry, exchange, errors, this::connections);
    }

    private int connections() {
      return context.getWebServer() instanceof TomcatWebServer server
              && server.getTomcat().getConnector().getProtocolHandler()
                  instanceof AbstractProtocol<?> protocol
          ? Math.toIntExact(protocol.getConnectionCount())
          : 0;
    }
  }
}
