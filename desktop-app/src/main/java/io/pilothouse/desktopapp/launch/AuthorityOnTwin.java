package io.pilothouse.desktopapp.launch;

import io.pilothouse.localtwin.served.ServedInstance;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an auth-service is told that runs on a twin: its own address as the issuer, where the
 * secrets are that it makes, and that the twin's visitors may read and write with every service.
 * The secrets live as long as the twin, as its database does: what one process has sealed the next
 * one opens.
 */
final class AuthorityOnTwin {
  private static final String VISITORS = "twin-visitors";
  private static final String CLIENT = "pilothouse.auth.clients." + VISITORS + ".";

  private AuthorityOnTwin() {}

  /**
   * Its properties.
   *
   * @param url where it listens
   * @param secrets a folder of the twin's, which is its owner's alone
   */
  static Map<String, String> properties(String url, Path secrets, Blueprint intent) {
    return Map.of(
        "pilothouse.security.issuer",
        url,
        "pilothouse.auth.first-administrator.password-file",
        secrets.resolve("auth-first-administrator-password").toString(),
        "pilothouse.auth.keys.encryption-key-file",
        secrets.resolve("auth-key-encryption-key").toString(),
        CLIENT + "name",
        "The twin's visitors",
        CLIENT + "secret-file",
        visitorSecret(secrets).toString(),
        CLIENT + "permissions",
        intent.services().stream()
            .map(Service::id)
            .filter(id -> !id.equals("auth-service"))
            .flatMap(id -> Stream.of(id + ":read", id + ":write"))
            .collect(Collectors.joining(",")),
        // The twin's own tables stand in the same schema, from before the first migration.
        "spring.flyway.baseline-on-migrate",
        "true",
        "spring.flyway.baseline-version",
        "0");
  }

  /**
   * As whom the twin's visitors sign in, once the auth-service is ready.
   *
   * @throws IOException if it has made no secret for them
   */
  static ServedInstance.Visitor visitor(Path secrets) throws IOException {
    return new ServedInstance.Visitor(VISITORS, Files.readString(visitorSecret(secrets)).strip());
  }

  private static Path visitorSecret(Path secrets) {
    return secrets.resolve("auth-visitor-secret");
  }
}
