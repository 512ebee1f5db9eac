package io.pilothouse.authservice.administration;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The administrator that is made while there is no user at all.
 *
 * @param name the user's name
 * @param password a one-time password from a secret; without one it is made and written to a file
 * @param passwordFile that file, readable by its owner alone
 */
@ConfigurationProperties("pilothouse.auth.first-administrator")
public record FirstAdministratorSettings(
    @DefaultValue("administrator") String name,
    Optional<String> password,
    @DefaultValue("${user.home}/.pilothouse/auth-service/first-administrator-password")
        Path passwordFile) {
  @Override
  public String toString() {
    return name;
  }
}
