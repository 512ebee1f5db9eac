package io.pilothouse.authservice.oauth;

import io.pilothouse.authservice.session.SessionTokens;
import io.pilothouse.authservice.token.TokenClaims;
import java.time.Clock;
import java.util.UUID;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** Ends the session of a token of the caller's own; any other token changes nothing (RFC 7009). */
final class Revocation implements AuthenticationProvider {
  private final SessionTokens tokens;
  private final JwtDecoder decoder;
  private final Clock clock;

  Revocation(SessionTokens tokens, JwtDecoder decoder, Clock clock) {
    this.tokens = tokens;
    this.decoder = decoder;
    this.clock = clock;
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var request = (OAuth2TokenRevocationAuthenticationToken) authentication;
    if (!(request.getPrincipal() instanceof OAuth2ClientAuthenticationToken caller)
        || !caller.isAuthenticated()) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    RegisteredClient client = caller.getRegisteredClient();
    if (client == null) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    tokens.end(request.getToken(), client.getClientId(), Origins.current());
    endByAccessToken(request.getToken(), client.getClientId());
    return new OAuth2TokenRevocationAuthenticationToken(
        new OAuth2RefreshToken(request.getToken(), clock.instant()), caller);
  }

  private void endByAccessToken(String token, String client) {
    try {
      TokenClaims claims = TokenClaims.of(decoder.decode(token));
      if (claims.client().equals(client)) {
        claims
            .session()
            .ifPresent(session ->
                tokens.end(session, UUID.fromString(claims.subject()), Origins.current()));
      }
    } catch (JwtException noneOfOurs) {
      // There is nothing to end.
    }
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2TokenRevocationAuthenticationToken.class.isAssignableFrom(type);
  }
}
