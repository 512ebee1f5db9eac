package io.pilothouse.apigateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.pilothouse.apigateway.edge.EdgeFilter;
import io.pilothouse.apigateway.edge.PassageLog;
import io.pilothouse.apigateway.server.AmbiguousLengthValve;
import io.pilothouse.apigateway.server.BrokenAnswerValve;
import io.pilothouse.apigateway.server.EdgeProtocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** What stands before the routes: Tomcat as the edge needs it, and the filters in their order. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

  private static final int EDGE = Ordered.HIGHEST_PRECEDENCE;
  private static final int CORS = EDGE + 10;

  @Bean
  PassageLog passageLog(MeterRegistry registry) {
    return new PassageLog(registry);
  }

  @Bean
  FilterRegistrationBean<EdgeFilter> edgeFilter(GatewayProperties properties, PassageLog passages) {
    var registration = new FilterRegistrationBean<>(new EdgeFilter(properties, passages));
    registration.setOrder(EDGE);
    return registration;
  }

  /** Before the limit, so that a page can read how long it has to wait. */
  @Bean
  FilterRegistrationBean<CorsFilter> corsFilter(GatewayProperties properties) {
    var cors = properties.cors();
    var configuration = new CorsConfiguration();
    configuration.setAllowedOrigins(cors.allowedOrigins());
    configuration.setAllowedMethods(cors.allowedMethods());
    configuration.setAllowedHeaders(cors.allowedHeaders());
    configuration.setExposedHeaders(cors.exposedHeaders());
    configuration.setAllowCredentials(cors.allowCredentials());
    configuration.setMaxAge(cors.maximumAge());
    var source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", configuration);
    var registration = new FilterRegistrationBean<>(new CorsFilter(source));
    registration.setOrder(CORS);
    return registration;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> edgeServer(
      GatewayProperties properties) {
    return factory -> {
      factory.setProtocol(EdgeProtocol.class.getName());
      factory.addConnectorCustomizers(connector -> {
        connector.setXpoweredBy(false);
        if (connector.getProtocolHandler() instanceof EdgeProtocol protocol) {
          protocol.headersWithin(properties.headerTimeout());
        }
      });
      factory.addEngineValves(new BrokenAnswerValve(), new AmbiguousLengthValve());
    };
  }
}
