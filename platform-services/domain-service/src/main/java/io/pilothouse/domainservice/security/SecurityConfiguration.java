package io.pilothouse.domainservice.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Permissions, and the one way to do without tokens: to say so. A service with neither {@code
 * pilothouse.security.issuer} nor {@code pilothouse.security.unprotected=true} lets nobody in.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

  @Bean
  Permissions permissions(@Value("${pilothouse.component:service}") String component) {
    return Permissions.of(component);
  }

  /** For a twin on loopback that has no auth-service. */
  @Bean
  @ConditionalOnProperty(name = "pilothouse.security.unprotected", havingValue = "true")
  SecurityFilterChain unprotected(HttpSecurity http) {
    LOG.warn("requests are taken without a token: pilothouse.security.unprotected is true");
    return http.csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }
}
