package io.pilothouse.authservice.web;

import io.pilothouse.serviceruntime.spring.security.BearerProblems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;

/** Who may call what of this service's own interface. */
@Configuration(proxyBeanMethods = false)
class WebSecurity {
  private static final String ADMINISTRATION = "/api/auth/admin/";

  /** The key set: for everybody, and to be kept. */
  @Bean
  @Order(1)
  SecurityFilterChain keySet(HttpSecurity http) {
    return http.securityMatcher(KeySetController.PATH)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers -> headers.cacheControl(cache -> cache.disable()))
        .build();
  }

  /** Tokens in the header, no cookies: nothing that another site could make a browser send. */
  @Bean
  @Order(3)
  SecurityFilterChain api(
      HttpSecurity http, JwtAuthenticationConverter authorities, BearerProblems problems) {
    return http.securityMatcher("/api/**")
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(
                    HttpMethod.POST,
                    "/api/auth/login",
                    "/api/auth/refresh",
                    "/api/auth/logout",
                    "/api/auth/password")
                .permitAll()
                .requestMatchers(ADMINISTRATION + "users/**")
                .hasAuthority("auth-service:manage-users")
                .requestMatchers(ADMINISTRATION + "roles/**", ADMINISTRATION + "services/**")
                .hasAuthority("auth-service:manage-roles")
                .requestMatchers(ADMINISTRATION + "clients/**")
                .hasAuthority("auth-service:manage-clients")
                .requestMatchers(ADMINISTRATION + "keys/**")
                .hasAuthority("auth-service:manage-keys")
                .requestMatchers(ADMINISTRATION + "audit/**")
                .hasAuthority("auth-service:read-audit")
                .requestMatchers(ADMINISTRATION + "**")
                .denyAll()
                .anyRequest()
                .authenticated())
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .oauth2ResourceServer(server ->
            server
                .jwt(jwt -> jwt.jwtAuthenticationConverter(authorities))
                .authenticationEntryPoint(problems)
                .accessDeniedHandler(problems))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .build();
  }

  /** The management port: probes and figures, which carry no secret. */
  @Bean
  @Order(4)
  SecurityFilterChain management(HttpSecurity http) {
    return http.securityMatcher("/actuator/**")
        .authorizeHttpRequests(
            requests -> requests.requestMatchers(HttpMethod.GET).permitAll().anyRequest().denyAll())
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .build();
  }
}
