package io.pilothouse.authservice.oauth;

import io.pilothouse.authservice.token.AccessTokens;
import io.pilothouse.authservice.token.TokenClaims;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Says who the bearer of a token is. */
final class UserInfo implements AuthenticationProvider {
  @Override
  public Authentication authenticate(Authentication authentication) {
    var request = (OidcUserInfoAuthenticationToken) authentication;
    if (!(request.getPrincipal() instanceof JwtAuthenticationToken bearer)
        || !bearer.isAuthenticated()) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_TOKEN);
    }
    TokenClaims claims = TokenClaims.of(bearer.getToken());
    var info = OidcUserInfo.builder().subject(claims.subject());
    claims.userName().ifPresent(info::preferredUsername);
    info.claim(AccessTokens.ROLES, claims.roles());
    return new OidcUserInfoAuthenticationToken(bearer, info.build());
  }

  @Override
  public boolean supports(Class<?> type) {
    return OidcUserInfoAuthenticationToken.class.isAssignableFrom(type);
  }
}
