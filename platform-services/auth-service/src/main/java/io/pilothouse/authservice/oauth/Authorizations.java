package io.pilothouse.authservice.oauth;

import io.pilothouse.authservice.Digests;
import io.pilothouse.authservice.audit.Audit;
import io.pilothouse.authservice.audit.AuditEvent;
import io.pilothouse.authservice.session.Sessions;
import io.pilothouse.serviceruntime.spring.security.TokenProperties;
import java.security.Principal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Authorization codes between the browser's answer and the token request, in the database, so that
 * any instance redeems them. A code is redeemed once: a second time ends the session that the first
 * began. Access and refresh tokens are the sessions' business and are not kept here.
 */
@Component
class Authorizations implements OAuth2AuthorizationService {
  private final JdbcClient database;
  private final RegisteredClients clients;
  private final Sessions sessions;
  private final Audit audit;
  private final Clock clock;
  private final TokenProperties security;

  Authorizations(
      JdbcClient database,
      RegisteredClients clients,
      Sessions sessions,
      Audit audit,
      Clock clock,
      TokenProperties security) {
    this.database = database;
    this.clients = clients;
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
    this.security = security;
  }

  @Override
  @Transactional(noRollbackFor = OAuth2AuthenticationException.class)
  public void save(OAuth2Authorization authorization) {
    var code = authorization.getToken(OAuth2AuthorizationCode.class);
    if (code == null) {
      return;
    }
    if (code.isInvalidated()) {
      redeem(authorization);
    } else {
      add(authorization, code.getToken());
    }
  }

  private void redeem(OAuth2Authorization authorization) {
    UUID id = UUID.fromString(authorization.getId());
    int redeemed =
        database
            .sql(
                """
                UPDATE auth_authorization_codes SET redeemed_at = ?
                WHERE authorization_id = ? AND redeemed_at IS NULL\
                """)
            .params(Timestamp.from(clock.instant()), id)
            .update();
    if (redeemed == 0) {
      reused(id, authorization.getRegisteredClientId());
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }
  }

  private void reused(UUID id, String client) {
    sessions.revoke(id);
    audit.record(
        AuditEvent.AUTHORIZATION_CODE_REUSED,
        client,
        client,
        Origins.current().address(),
        "session " + id + " revoked");
  }

  private void add(OAuth2Authorization authorization, OAuth2AuthorizationCode code) {
    OAuth2AuthorizationRequest request =
        Objects.requireNonNull(
            authorization.getAttribute(OAuth2AuthorizationRequest.class.getName()));
    Map<String, Object> more = request.getAdditionalParameters();
    database
        .sql(
            """
            INSERT INTO auth_authorization_codes (authorization_id, code_hash, client_id, user_id, redirect_uri, scopes,
              code_challenge, nonce, state, authenticated_at, issued_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''), ?, ?, ?)\
            """)
        .params(
            UUID.fromString(authorization.getId()),
            Digests.sha256(code.getTokenValue()),
            authorization.getRegisteredClientId(),
            UUID.fromString(authorization.getPrincipalName()),
            Objects.requireNonNullElse(request.getRedirectUri(), ""),
            authorization.getAuthorizedScopes().toArray(String[]::new),
            more.getOrDefault(PkceParameterNames.CODE_CHALLENGE, "").toString(),
            more.getOrDefault(OidcParameterNames.NONCE, "").toString(),
            Objects.requireNonNullElse(request.getState(), ""),
            Timestamp.from(authenticatedAt(authorization)),
            Timestamp.from(Objects.requireNonNull(code.getIssuedAt())),
            Timestamp.from(Objects.requireNonNull(code.getExpiresAt())))
        .update();
  }

  private Instant authenticatedAt(OAuth2Authorization authorization) {
    Authentication user = authorization.getAttribute(Principal.class.getName());
    if (user == null) {
      return clock.instant();
    }
    return user.getAuthorities().stream()
        .filter(FactorGrantedAuthority.class::isInstance)
        .map(each -> ((FactorGrantedAuthority) each).getIssuedAt())
        .min(Comparator.naturalOrder())
        .orElseGet(clock::instant);
  }

  @Override
  @Transactional
  public void remove(OAuth2Authorization authorization) {
    database
        .sql("DELETE FROM auth_authorization_codes WHERE authorization_id = ?")
        .params(UUID.fromString(authorization.getId()))
        .update();
  }

  @Override
  public @Nullable OAuth2Authorization findById(String id) {
    return null;
  }

  @Override
  @Transactional
  public @Nullable OAuth2Authorization findByToken(
      String token, @Nullable OAuth2TokenType tokenType) {
    if (tokenType == null || !OAuth2ParameterNames.CODE.equals(tokenType.getValue())) {
      return null;
    }
    Optional<Kept> kept =
        database
            .sql("SELECT * FROM auth_authorization_codes WHERE code_hash = ?")
            .params(Digests.sha256(token))
            .query((row, number) -> kept(row, token))
            .optional();
    kept.filter(Kept::redeemed)
        .ifPresent(again -> reused(again.id(), again.authorization().getRegisteredClientId()));
    return kept.map(Kept::authorization).orElse(null);
  }

  /** A row. */
  private record Kept(UUID id, boolean redeemed, OAuth2Authorization authorization) {}

  private Kept kept(ResultSet row, String token) throws SQLException {
    var client = clients.findByClientId(row.getString("client_id"));
    if (client == null) {
      throw new SQLException("the client of a code is gone");
    }
    UUID id = row.getObject("authorization_id", UUID.class);
    boolean redeemed = row.getTimestamp("redeemed_at") != null;
    String user = row.getString("user_id");
    var code =
        new OAuth2AuthorizationCode(
            token,
            row.getTimestamp("issued_at").toInstant(),
            row.getTimestamp("expires_at").toInstant());
    OAuth2Authorization authorization =
        OAuth2Authorization.withRegisteredClient(client)
            .id(id.toString())
            .principalName(user)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .authorizedScopes(Set.copyOf(texts(row.getArray("scopes"))))
            .attribute(OAuth2AuthorizationRequest.class.getName(), request(row))
            .attribute(
                Principal.class.getName(),
                BrowserSignIn.authenticated(user, row.getTimestamp("authenticated_at").toInstant()))
            .token(
                code,
                metadata ->
                    metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, redeemed))
            .build();
    return new Kept(id, redeemed, authorization);
  }

  private OAuth2AuthorizationRequest request(ResultSet row) throws SQLException {
    Map<String, Object> more = new HashMap<>();
    more.put(PkceParameterNames.CODE_CHALLENGE, row.getString("code_challenge"));
    more.put(PkceParameterNames.CODE_CHALLENGE_METHOD, "S256");
    String nonce = row.getString("nonce");
    if (nonce != null) {
      more.put(OidcParameterNames.NONCE, nonce);
    }
    return OAuth2AuthorizationRequest.authorizationCode()
        .authorizationUri(security.issuer() + "/oauth2/authorize")
        .clientId(row.getString("client_id"))
        .redirectUri(row.getString("redirect_uri"))
        .scopes(Set.copyOf(texts(row.getArray("scopes"))))
        .state(row.getString("state"))
        .additionalParameters(more)
        .build();
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  /** Drops codes a day after they ended; until then a reused one is recognised. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
  @Transactional
  public void dropEnded() {
    database
        .sql("DELETE FROM auth_authorization_codes WHERE expires_at < ?")
        .params(Timestamp.from(clock.instant().minus(java.time.Duration.ofDays(1))))
        .update();
  }
}
