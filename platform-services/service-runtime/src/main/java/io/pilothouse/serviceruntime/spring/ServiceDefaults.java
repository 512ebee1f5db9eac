package io.pilothouse.serviceruntime.spring;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What every service of the platform sets, unless it sets something else: virtual threads, graceful
 * shutdown, probes, which endpoints are shown, and logs as ECS JSON, in which control characters of
 * a caller's value are escaped and cannot begin a line of their own.
 */
final class ServiceDefaults implements EnvironmentPostProcessor, Ordered {

  private static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry("spring.threads.virtual.enabled", "true"),
          Map.entry("server.shutdown", "graceful"),
          Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "25s"),
          Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
          Map.entry("management.endpoint.health.probes.enabled", "true"),
          Map.entry("management.endpoint.health.show-components", "always"),
          Map.entry("management.endpoint.health.group.liveness.include", "livenessState"),
          Map.entry(
              "management.endpoint.health.group.readiness.include",
              "readinessState,serviceReadiness"),
          // Each filter of a chain would be timed at each request, for figures that nobody reads.
          Map.entry("management.observations.enable.spring.security", "false"),
          // The library tells each message and each link.
          Map.entry("logging.level.com.azure", "WARN"),
          Map.entry("logging.structured.format.console", "ecs"),
          Map.entry("logging.structured.ecs.service.name", "${pilothouse.component:service}"),
          Map.entry("logging.structured.ecs.service.environment", "${pilothouse.system:local}"));

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("pilothouse service defaults", DEFAULTS));
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
