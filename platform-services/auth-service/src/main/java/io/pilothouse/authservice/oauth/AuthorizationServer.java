package io.pilothouse.authservice.oauth;

import io.pilothouse.authservice.session.SessionTokens;
import io.pilothouse.authservice.signin.SignIn;
import io.pilothouse.serviceruntime.spring.security.TokenProperties;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/**
 * Spring Authorization Server with our sessions beneath: authorization code with PKCE for people at
 * a desktop, client credentials for services, discovery, introspection and revocation.
 */
@Configuration(proxyBeanMethods = false)
class AuthorizationServer {
  private static final String SIGN_IN = "/login";

  @Bean
  AuthorizationServerSettings authorizationServerSettings(TokenProperties security) {
    return AuthorizationServerSettings.builder().issuer(security.issuer()).build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain authorizationEndpoints(
      HttpSecurity http,
      RegisteredClients clients,
      SessionTokens tokens,
      JwtDecoder decoder,
      Clock clock) {
    var server = new OAuth2AuthorizationServerConfigurer();
    var publicClients = new PublicClientAuthentication(clients);
    return http.securityMatcher(server.getEndpointsMatcher())
        .with(
            server,
            endpoints ->
                endpoints
                    .clientAuthentication(client ->
                        client
                            .authenticationConverter(publicClients)
                            .authenticationProvider(publicClients))
                    .tokenEndpoint(token -> token.authenticationProvider(new RefreshGrant(tokens)))
                    .tokenIntrospectionEndpoint(
                        endpoint -> endpoint.authenticationProvider(new Introspection(decoder)))
                    .tokenRevocationEndpoint(endpoint ->
                        endpoint.authenticationProvider(new Revocation(tokens, decoder, clock)))
                    .oidc(oidc ->
                        oidc.userInfoEndpoint(info -> info.authenticationProvider(new UserInfo()))))
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .oauth2ResourceServer(bearer -> bearer.jwt(Customizer.withDefaults()))
        .exceptionHandling(handling ->
            handling.defaultAuthenticationEntryPointFor(
                new LoginUrlAuthenticationEntryPoint(SIGN_IN),
                new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
        .build();
  }

  /** The sign-in page for people; the only place with a cookie, and so the only one with CSRF. */
  @Bean
  @Order(5)
  SecurityFilterChain signInPage(HttpSecurity http, SignIn signIn, Clock clock) {
    return http.securityMatcher(SIGN_IN, "/default-ui.css")
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .authenticationProvider(new BrowserSignIn(signIn, clock))
        .formLogin(Customizer.withDefaults())
        .build();
  }

  /** Whatever is left is nothing. */
  @Bean
  @Order(9)
  SecurityFilterChain nothingElse(HttpSecurity http) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll()).build();
  }
}
