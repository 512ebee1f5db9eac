package io.pilothouse.authservice.oauth;

import java.util.List;
import java.util.Optional;

/**
 * A program that obtains tokens: a public one for its users, by authorization code with PKCE, or a
 * service for itself, by its secret.
 *
 * @param secretHash Base64 of the secret's SHA-256; none for a public client
 * @param redirectUris of a public client
 * @param permissions {@code service:permission} that a service's own token may carry
 */
public record Client(
    String id,
    String name,
    Optional<String> secretHash,
    List<String> redirectUris,
    List<String> permissions) {

  @Override
  public String toString() {
    return id;
  }
}
