package io.pilothouse.authservice.administration;

import io.pilothouse.authservice.Origin;
import io.pilothouse.authservice.token.TokenClaims;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who administers, from where.
 *
 * @param claims of the token
 */
record Administrator(TokenClaims claims, Origin origin) {
  static Administrator of(Jwt token, HttpServletRequest request) {
    return new Administrator(TokenClaims.of(token), new Origin(request.getRemoteAddr()));
  }

  String name() {
    return claims.actor();
  }
}
