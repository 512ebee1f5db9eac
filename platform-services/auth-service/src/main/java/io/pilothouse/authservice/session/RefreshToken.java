package io.pilothouse.authservice.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A refresh token as it is handed out, once. {@link #toString} leaves the text out.
 *
 * @param text the secret
 */
public record RefreshToken(String text, UUID session, Instant expiresAt) {
  @Override
  public String toString() {
    return "refresh token of " + session;
  }
}
