package io.pilothouse.authservice.administration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Services that the deployment lets obtain tokens, so that nobody has to register them by hand.
 *
 * @param clients by client id
 */
@ConfigurationProperties("pilothouse.auth")
public record DeclaredClientSettings(@DefaultValue Map<String, Declared> clients) {

  public DeclaredClientSettings {
    clients = Map.copyOf(clients);
  }

  /**
   * One of them.
   *
   * @param name as people read it
   * @param secret from the deployment's secrets; without it the file's content
   * @param secretFile made, for its owner alone, when there is no such file
   * @param permissions {@code service:permission} that its tokens carry
   */
  public record Declared(
      Optional<String> name,
      Optional<String> secret,
      @Nullable Path secretFile,
      @DefaultValue List<String> permissions) {

    public Declared {
      permissions = List.copyOf(permissions);
    }

    @Override
    public String toString() {
      return "Declared" + permissions;
    }
  }
}
