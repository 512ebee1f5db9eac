package io.pilothouse.desktopapp.launch;

import java.nio.file.Path;
import java.util.Map;

/**
 * What an auth-service is told that runs on a twin: its own address as the issuer, and where the
 * secrets are that it makes. They live as long as the twin, as its database does: what one process
 * has sealed the next one opens. Pure.
 */
final class AuthorityOnTwin {
  private AuthorityOnTwin() {}

  /**
   * @param url where it listens
   * @param secrets a folder of the twin's, which is its owner's alone
   */
  static Map<String, String> properties(String url, Path secrets) {
    return Map.of(
        "pilothouse.security.issuer",
        url,
        "pilothouse.auth.first-administrator.password-file",
        secrets.resolve("auth-first-administrator-password").toString(),
        "pilothouse.auth.keys.encryption-key-file",
        secrets.resolve("auth-key-encryption-key").toString(),
        // The twin's own tables stand in the same schema, from before the first migration.
        "spring.flyway.baseline-on-migrate",
        "true",
        "spring.flyway.baseline-version",
        "0");
  }
}
