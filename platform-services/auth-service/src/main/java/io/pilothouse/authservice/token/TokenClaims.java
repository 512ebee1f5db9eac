package io.pilothouse.authservice.token;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What one of our access tokens says.
 *
 * @param subject a user's id, or a client's for its own token
 * @param session none for a client's own token
 * @param permissions {@code service:permission}
 */
public record TokenClaims(
    String subject,
    Optional<String> userName,
    Optional<UUID> session,
    String client,
    List<String> roles,
    List<String> permissions,
    Instant expiresAt) {

  /** Reads a token that was validated; what it lacks is empty. */
  public static TokenClaims of(Jwt token) {
    return new TokenClaims(
        Objects.requireNonNullElse(token.getSubject(), ""),
        Optional.ofNullable(token.getClaimAsString(AccessTokens.USER_NAME)),
        Optional.ofNullable(token.getClaimAsString(AccessTokens.SESSION)).map(UUID::fromString),
        Objects.requireNonNullElse(token.getClaimAsString(AccessTokens.CLIENT), ""),
        list(token, AccessTokens.ROLES),
        list(token, AccessTokens.PERMISSIONS),
        Objects.requireNonNullElse(token.getExpiresAt(), Instant.EPOCH));
  }

  /** Who acts with the token, for the audit. */
  public String actor() {
    return userName.orElse(client);
  }

  private static List<String> list(Jwt token, String claim) {
    List<String> values = token.getClaimAsStringList(claim);
    return values == null ? List.of() : List.copyOf(values);
  }
}
