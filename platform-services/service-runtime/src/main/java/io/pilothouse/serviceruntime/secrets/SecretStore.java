package io.pilothouse.serviceruntime.secrets;

import java.util.Optional;

/** Where secrets are kept, by their names there. */
public interface SecretStore {

  /**
   * Reads a secret as it is now.
   *
   * @return empty when there is none of that name
   * @throws SecretsUnavailableException when it cannot be told
   */
  Optional<String> read(String name);
}
