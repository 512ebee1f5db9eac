package io.pilothouse.authservice.oauth;

import io.pilothouse.authservice.RefusedException;
import io.pilothouse.authservice.session.SessionTokens;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** The refresh grant by the same rule as {@code /api/auth/refresh}. */
final class RefreshGrant implements AuthenticationProvider {
  private final SessionTokens tokens;

  RefreshGrant(SessionTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var request = (OAuth2RefreshTokenAuthenticationToken) authentication;
    if (!(request.getPrincipal() instanceof OAuth2ClientAuthenticationToken caller)
        || !caller.isAuthenticated()) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    RegisteredClient client = caller.getRegisteredClient();
    if (client == null) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    try {
      SessionTokens.Pair pair =
          tokens.refresh(request.getRefreshToken(), client.getClientId(), Origins.current());
      return new OAuth2AccessTokenAuthenticationToken(
          client,
          caller,
          new OAuth2AccessToken(
              OAuth2AccessToken.TokenType.BEARER,
              pair.access().getTokenValue(),
              pair.access().getIssuedAt(),
              pair.access().getExpiresAt(),
              Set.of()),
          new OAuth2RefreshToken(
              pair.refresh().text(), pair.access().getIssuedAt(), pair.refresh().expiresAt()));
    } catch (RefusedException ended) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2RefreshTokenAuthenticationToken.class.isAssignableFrom(type);
  }
}
