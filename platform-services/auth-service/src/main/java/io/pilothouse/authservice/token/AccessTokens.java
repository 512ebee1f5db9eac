package io.pilothouse.authservice.token;

import io.pilothouse.authservice.key.SigningKeys;
import io.pilothouse.authservice.user.User;
import io.pilothouse.serviceruntime.spring.security.TokenProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

/** Issues access tokens: RS256 with the key that signs at the moment. Any thread. */
@Component
public class AccessTokens {
  /** The session that a token belongs to; a service's own token has none. */
  public static final String SESSION = "sid";

  public static final String ROLES = "roles";
  public static final String PERMISSIONS = "permissions";
  public static final String CLIENT = "client_id";
  public static final String USER_NAME = "preferred_username";

  private final JwtEncoder encoder;
  private final SigningKeys keys;
  private final Clock clock;
  private final TokenSettings settings;
  private final TokenProperties security;

  public AccessTokens(
      JwtEncoder encoder,
      SigningKeys keys,
      Clock clock,
      TokenSettings settings,
      TokenProperties security) {
    this.encoder = encoder;
    this.keys = keys;
    this.clock = clock;
    this.settings = settings;
    this.security = security;
  }

  /** A user's token in a session. */
  public Jwt forUser(User user, UUID session, String client) {
    return sign(
        claims(user.id().toString(), client, user.roles(), user.permissions())
            .claim(SESSION, session.toString())
            .claim(USER_NAME, user.name().text()));
  }

  /** The token of a service that signs in by itself. */
  public Jwt forClient(String client, List<String> permissions) {
    return sign(claims(client, client, List.of("SERVICE"), permissions));
  }

  private JwtClaimsSet.Builder claims(
      String subject, String client, List<String> roles, List<String> permissions) {
    Instant now = clock.instant();
    return JwtClaimsSet.builder()
        .issuer(security.issuer())
        .subject(subject)
        .audience(List.of(security.audience()))
        .issuedAt(now)
        .notBefore(now)
        .expiresAt(now.plus(settings.accessTokenLifetime()))
        .id(UUID.randomUUID().toString())
        .claim(CLIENT, client)
        .claim(ROLES, roles)
        .claim(PERMISSIONS, permissions);
  }

  private Jwt sign(JwtClaimsSet.Builder claims) {
    JwsHeader header =
        JwsHeader.with(SignatureAlgorithm.RS256).keyId(keys.signingKeyId()).type("JWT").build();
    return encoder.encode(JwtEncoderParameters.from(header, claims.build()));
  }
}
