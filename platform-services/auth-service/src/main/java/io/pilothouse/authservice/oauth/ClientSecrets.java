package io.pilothouse.authservice.oauth;

import io.pilothouse.authservice.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Secrets of clients: 256 random bits of ours, which a plain SHA-256 keeps as well as BCrypt. */
@Component
class ClientSecrets implements PasswordEncoder {
  @Override
  public @Nullable String encode(@Nullable CharSequence secret) {
    return secret == null ? null : hash(secret);
  }

  @Override
  public boolean matches(@Nullable CharSequence secret, @Nullable String hash) {
    return secret != null
        && hash != null
        && MessageDigest.isEqual(
            hash(secret).getBytes(StandardCharsets.US_ASCII),
            hash.getBytes(StandardCharsets.US_ASCII));
  }

  static String hash(CharSequence secret) {
    return Base64.getEncoder().encodeToString(Digests.sha256(secret.toString()));
  }
}
