package io.pilothouse.authservice.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A user. {@link #toString} leaves the hash out.
 *
 * @param mustChangePassword whether the password was set by somebody else
 * @param roles in alphabetical order
 * @param permissions {@code service:permission}, in alphabetical order
 */
public record User(
    UUID id,
    UserName name,
    String passwordHash,
    Instant passwordChangedAt,
    boolean mustChangePassword,
    boolean active,
    Optional<Instant> lastSignInAt,
    List<String> roles,
    List<String> permissions) {

  @Override
  public String toString() {
    return name.text() + " " + roles;
  }
}
