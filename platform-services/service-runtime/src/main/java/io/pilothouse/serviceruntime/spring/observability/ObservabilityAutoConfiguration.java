package io.pilothouse.serviceruntime.spring.observability;

import io.pilothouse.serviceruntime.metrics.RequestFigures;
import io.pilothouse.serviceruntime.metrics.RequestGate;
import io.pilothouse.serviceruntime.spring.ServiceRuntimeAutoConfiguration;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What a service counts of its requests, and how it leaves. */
@AutoConfiguration(after = ServiceRuntimeAutoConfiguration.class)
@EnableConfigurationProperties({RequestProperties.class, DrainProperties.class})
public class ObservabilityAutoConfiguration {

  /** One filter may come before, as a gateway's that names requests does. */
  private static final int AFTER_AN_EDGE = Ordered.HIGHEST_PRECEDENCE + 1;

  @Bean
  @ConditionalOnMissingBean
  RequestFigures requestFigures(Clock clock) {
    return new RequestFigures(clock);
  }

  @Bean
  @ConditionalOnMissingBean
  RequestGate requestGate(RequestProperties properties) {
    return new RequestGate(properties.atOnce(), properties.queue(), properties.patience());
  }

  @Bean
  @ConditionalOnMissingBean
  Drain drain(ApplicationContext context, DrainProperties properties) {
    return new Drain(context, properties.delay());
  }

  /** A service that is asked over HTTP. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass(name = "org.springframework.web.filter.OncePerRequestFilter")
  static class OverHttp {

    @Bean
    FilterRegistrationBean<RequestFilter> requestFilter(RequestFigures figures, RequestGate gate) {
      var registration = new FilterRegistrationBean<>(new RequestFilter(figures, gate));
      registration.setOrder(AFTER_AN_EDGE);
      registration.setAsyncSupported(true);
      return registration;
    }
  }

  /** Tomcat tells how many connections are open. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass(name = "org.springframework.boot.tomcat.TomcatWebServer")
  static class OnTomcat {

    @Bean
    OpenConnections openConnections() {
      return new OpenConnections();
    }
  }
}
