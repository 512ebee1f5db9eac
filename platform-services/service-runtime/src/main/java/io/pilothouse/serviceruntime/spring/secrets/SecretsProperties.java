package io.pilothouse.serviceruntime.spring.secrets;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a service's secrets are.
 *
 * @param vaultUrl the Key Vault; read with the service's own identity
 * @param folder where the cluster mounts them as files, when no vault is given
 * @param refreshInterval how often they are read again
 * @param names the names of settings by the names of the secrets that are their values
 */
record SecretsProperties(
    @Nullable String vaultUrl,
    @Nullable Path folder,
    @DefaultValue("1m") Duration refreshInterval,
    @DefaultValue Map<String, String> names) {

  /** Settings that are secrets, under their own names with dashes for dots. */
  private static final Map<String, String> USUAL =
      Map.of(
          "pilothouse-database-primary-password", "pilothouse.database.primary.password",
          "pilothouse-cache-redis-url", "pilothouse.cache.redis-url",
          "pilothouse-messaging-connection-string", "pilothouse.messaging.connection-string");

  SecretsProperties {
    names = names.isEmpty() ? USUAL : Map.copyOf(names);
  }
}
