package io.pilothouse.authservice.oauth;

import io.pilothouse.authservice.audit.Audit;
import io.pilothouse.authservice.audit.AuditEvent;
import io.pilothouse.authservice.key.SigningKeys;
import io.pilothouse.authservice.session.RefreshToken;
import io.pilothouse.authservice.session.Sessions;
import io.pilothouse.authservice.token.AccessTokens;
import io.pilothouse.authservice.user.User;
import io.pilothouse.authservice.user.Users;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.stereotype.Component;

/** The same tokens as a first-party sign-in gives, whichever grant asks. */
@Component
class Tokens implements OAuth2TokenGenerator<OAuth2Token> {
  private final AccessTokens accessTokens;
  private final Sessions sessions;
  private final Users users;
  private final Audit audit;
  private final Clock clock;
  private final JwtGenerator idTokens;

  Tokens(
      AccessTokens accessTokens,
      Sessions sessions,
      Users users,
      Audit audit,
      Clock clock,
      JwtEncoder encoder,
      SigningKeys keys) {
    this.accessTokens = accessTokens;
    this.sessions = sessions;
    this.users = users;
    this.audit = audit;
    this.clock = clock;
    this.idTokens = new JwtGenerator(encoder);
    idTokens.setClock(clock);
    idTokens.setJwtCustomizer(context -> context.getJwsHeader().keyId(keys.signingKeyId()));
  }

  @Override
  public @Nullable OAuth2Token generate(OAuth2TokenContext context) {
    OAuth2TokenType type = context.getTokenType();
    if (OAuth2TokenType.ACCESS_TOKEN.equals(type)) {
      return AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())
          ? forClient(context)
          : accessTokens.forUser(user(context), session(context), client(context));
    }
    return OAuth2TokenType.REFRESH_TOKEN.equals(type) ? begin(context) : idTokens.generate(context);
  }

  private OAuth2Token forClient(OAuth2TokenContext context) {
    List<String> asked = context.getAuthorizedScopes().stream().sorted().toList();
    List<String> permissions =
        asked.isEmpty()
            ? context.getRegisteredClient().getScopes().stream().sorted().toList()
            : asked;
    String client = client(context);
    audit.record(
        AuditEvent.CLIENT_SIGNED_IN,
        client,
        client,
        Origins.current().address(),
        String.join(" ", permissions));
    return accessTokens.forClient(client, permissions);
  }

  /** The session has the authorization's id, so that it begins once whoever sends the code. */
  private OAuth2RefreshToken begin(OAuth2TokenContext context) {
    User user = user(context);
    try {
      RefreshToken token =
          sessions.begin(session(context), user.id(), client(context), Origins.current());
      audit.record(
          AuditEvent.SIGNED_IN,
          client(context),
          user.name().text(),
          Origins.current().address(),
          "authorization code");
      return new OAuth2RefreshToken(token.text(), clock.instant(), token.expiresAt());
    } catch (DuplicateKeyException another) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }
  }

  private User user(OAuth2TokenContext context) {
    return Optional.ofNullable((Authentication) context.getPrincipal())
        .map(principal -> UUID.fromString(principal.getName()))
        .flatMap(users::byId)
        .filter(User::active)
        .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
  }

  private static String client(OAuth2TokenContext context) {
    return context.getRegisteredClient().getClientId();
  }

  private static UUID session(OAuth2TokenContext context) {
    OAuth2Authorization authorization = context.getAuthorization();
    if (authorization == null) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }
    return UUID.fromString(authorization.getId());
  }
}
