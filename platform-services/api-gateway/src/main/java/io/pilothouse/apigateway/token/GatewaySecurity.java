package io.pilothouse.apigateway.token;

import io.pilothouse.apigateway.GatewayProperties;
import io.pilothouse.apigateway.edge.RequestPassage;
import io.pilothouse.apigateway.route.RouteTable;
import io.pilothouse.serviceruntime.spring.problem.Problem;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;

/**
 * Every path needs a good token but the public ones; a route may need a permission beside. A path
 * that no route takes is answered like any other to a caller without a token, so that strangers
 * learn nothing of what there is.
 */
@Configuration(proxyBeanMethods = false)
class GatewaySecurity {

  /** Management has a port of its own, which only the cluster reaches. */
  @Bean
  @Order(1)
  SecurityFilterChain managementSecurity(HttpSecurity http) throws Exception {
    return http.securityMatcher(EndpointRequest.toAnyEndpoint())
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain routeSecurity(
      HttpSecurity http,
      GatewayProperties properties,
      RouteTable routes,
      ObjectProvider<JwtDecoder> decoders,
      ObjectProvider<JwtAuthenticationConverter> authorities)
      throws Exception {
    var permission = new RoutePermission(routes);
    var decoder = decoders.getIfAvailable(GatewaySecurity::noIssuer);
    var converter = authorities.getIfAvailable(JwtAuthenticationConverter::new);
    return http.csrf(AbstractHttpConfigurer::disable) // A token is in no cookie: none rides along.
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable) // EdgeFilter writes them, on refusals too.
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> {
          requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll();
          properties.publicPaths().forEach(path -> requests.requestMatchers(path).permitAll());
          requests.anyRequest().access(permission);
        })
        .oauth2ResourceServer(server ->
            server
                .jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(converter))
                .authenticationEntryPoint(GatewaySecurity::refuseCaller)
                .accessDeniedHandler(
                    (request, response, failure) -> refuseAccess(request, response))
                .withObjectPostProcessor(answering()))
        .exceptionHandling(failures ->
            failures
                .authenticationEntryPoint(GatewaySecurity::refuseCaller)
                .accessDeniedHandler(
                    (request, response, failure) -> refuseAccess(request, response)))
        .build();
  }

  private static JwtDecoder noIssuer() {
    throw new IllegalStateException(
        "pilothouse.security.issuer is not set: whose tokens shall be accepted? Set it to the"
            + " address of auth-service");
  }

  /** Else an issuer that is down would show as an error of the gateway. */
  private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answering() {
    return new ObjectPostProcessor<>() {
      @Override
      public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
        var handler = new AuthenticationEntryPointFailureHandler(GatewaySecurity::refuseCaller);
        handler.setRethrowAuthenticationServiceException(false);
        filter.setAuthenticationFailureHandler(handler);
        return filter;
      }
    };
  }

  private static void refuseCaller(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    Problem problem;
    if (failure instanceof AuthenticationServiceException) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
      problem =
          new Problem(
              HttpStatus.SERVICE_UNAVAILABLE, "tokens-unchecked", "Tokens cannot be checked now.");
    } else if (failure instanceof OAuth2AuthenticationException) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
      problem =
          new Problem(
              HttpStatus.UNAUTHORIZED, "token-refused", "The bearer token is not accepted.");
    } else {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      problem = new Problem(HttpStatus.UNAUTHORIZED, "token-missing", "A bearer token is needed.");
    }
    RequestPassage.of(request).refuse(request, response, problem);
  }

  private static void refuseAccess(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
    RequestPassage.of(request)
        .refuse(
            request,
            response,
            new Problem(HttpStatus.FORBIDDEN, "not-permitted", "The token does not permit this."));
  }
}
