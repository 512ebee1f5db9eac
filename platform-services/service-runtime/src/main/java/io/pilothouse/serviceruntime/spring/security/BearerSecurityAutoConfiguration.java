package io.pilothouse.serviceruntime.spring.security;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;

/**
 * Lets in who bears a token of {@code pilothouse.security.issuer}. The health endpoints are open,
 * and so are the metrics where management has a port of its own, which only the cluster reaches;
 * all else needs a token, and its methods may ask for a permission ({@code @PreAuthorize}). Each
 * bean gives way to one of the service's own.
 */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({
  JwtDecoder.class,
  SecurityFilterChain.class,
  EndpointRequest.class,
  ManagementPortType.class
})
@ConditionalOnProperty("pilothouse.security.issuer")
@EnableConfigurationProperties(TokenProperties.class)
@EnableMethodSecurity
public class BearerSecurityAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  JwtDecoder tokenDecoder(TokenProperties accepted) {
    return TokenChecks.decoder(accepted);
  }

  @Bean
  @ConditionalOnMissingBean
  JwtAuthenticationConverter tokenAuthorities() {
    var converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(new GrantedPermissions());
    return converter;
  }

  @Bean
  @ConditionalOnMissingBean
  BearerProblems bearerProblems() {
    return new BearerProblems();
  }

  @Bean
  @ConditionalOnMissingBean(SecurityFilterChain.class)
  SecurityFilterChain bearerSecurity(
      HttpSecurity http,
      TokenProperties accepted,
      JwtDecoder decoder,
      JwtAuthenticationConverter authorities,
      BearerProblems problems,
      Environment environment) {
    boolean ownPort = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
    return http.csrf(AbstractHttpConfigurer::disable) // A token is in no cookie: none rides along.
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> {
          requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll();
          requests.requestMatchers(EndpointRequest.to("health")).permitAll();
          if (ownPort) {
            requests.requestMatchers(EndpointRequest.to("prometheus")).permitAll();
          }
          accepted.openPaths().forEach(path -> requests.requestMatchers(path).permitAll());
          requests.anyRequest().authenticated();
        })
        .oauth2ResourceServer(server ->
            server
                .jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(authorities))
                .authenticationEntryPoint(problems)
                .accessDeniedHandler(problems)
                .withObjectPostProcessor(answering(problems)))
        .exceptionHandling(
            failures -> failures.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .build();
  }

  /** Else an issuer that is down would show as an error of this service. */
  private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answering(
      BearerProblems problems) {
    return new ObjectPostProcessor<>() {
      @Override
      public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
        var handler = new AuthenticationEntryPointFailureHandler(problems);
        handler.setRethrowAuthenticationServiceException(false);
        filter.setAuthenticationFailureHandler(handler);
        return filter;
      }
    };
  }
}
