package io.pilothouse.authservice.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A public client that refreshes or revokes: it has no secret and, unlike with a code, no verifier.
 * The refresh token itself, which is used once, is what it proves.
 */
final class PublicClientAuthentication implements AuthenticationConverter, AuthenticationProvider {
  private static final String MARK = PublicClientAuthentication.class.getName();

  private final RegisteredClientRepository clients;

  PublicClientAuthentication(RegisteredClientRepository clients) {
    this.clients = clients;
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    String client = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
    boolean fits =
        AuthorizationGrantType.REFRESH_TOKEN
                .getValue()
                .equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE))
            || request.getRequestURI().endsWith("/oauth2/revoke");
    return fits
            && client != null
            && request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) == null
            && request.getHeader(HttpHeaders.AUTHORIZATION) == null
        ? new OAuth2ClientAuthenticationToken(
            client, ClientAuthenticationMethod.NONE, null, Map.of(MARK, true))
        : null;
  }

  @Override
  public @Nullable Authentication authenticate(Authentication authentication) {
    var asked = (OAuth2ClientAuthenticationToken) authentication;
    if (!asked.getAdditionalParameters().containsKey(MARK)) {
      return null;
    }
    RegisteredClient client = clients.findByClientId(asked.getName());
    return client != null
            && client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)
        ? new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null)
        : null;
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
  }
}
