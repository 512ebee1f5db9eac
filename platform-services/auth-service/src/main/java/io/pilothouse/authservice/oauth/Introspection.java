package io.pilothouse.authservice.oauth;

import io.pilothouse.authservice.token.TokenClaims;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;

/** Tells a service with a secret whether an access token is valid and its session goes on. */
final class Introspection implements AuthenticationProvider {
  private final JwtDecoder decoder;

  Introspection(JwtDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var request = (OAuth2TokenIntrospectionAuthenticationToken) authentication;
    if (!(request.getPrincipal() instanceof OAuth2ClientAuthenticationToken caller)
        || !caller.isAuthenticated()
        || ClientAuthenticationMethod.NONE.equals(caller.getClientAuthenticationMethod())) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return new OAuth2TokenIntrospectionAuthenticationToken(
        request.getToken(), caller, claims(request.getToken()));
  }

  private OAuth2TokenIntrospection claims(String token) {
    Jwt jwt;
    try {
      jwt = decoder.decode(token);
    } catch (JwtException invalid) {
      return OAuth2TokenIntrospection.builder(false).build();
    }
    TokenClaims claims = TokenClaims.of(jwt);
    var answer =
        OAuth2TokenIntrospection.builder(true)
            .subject(claims.subject())
            .clientId(claims.client())
            .tokenType("Bearer")
            .expiresAt(claims.expiresAt())
            .claim("roles", claims.roles())
            .claim("permissions", claims.permissions());
    claims.userName().ifPresent(answer::username);
    return answer.build();
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(type);
  }
}
