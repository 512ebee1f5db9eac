package io.pilothouse.serviceruntime.secrets;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.http.HttpClient;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import java.util.Optional;

/** Secrets of an Azure Key Vault, read with the service's own identity; needs the right to get. */
public final class VaultSecrets implements SecretStore {

  private final String vault;
  private final SecretClient client;

  /**
   * Prepares; nothing is read yet.
   *
   * @param vault its address, such as {@code https://orders.vault.azure.net}
   */
  public VaultSecrets(String vault, TokenCredential credential, HttpClient http) {
    this.vault = vault;
    this.client =
        new SecretClientBuilder()
            .vaultUrl(vault)
            .credential(credential)
            .httpClient(http)
            .buildClient();
  }

  @Override
  public Optional<String> read(String name) {
    try {
      return Optional.ofNullable(client.getSecret(name).getValue());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    } catch (RuntimeException e) { // The library wraps what the network says in several ways.
      throw new SecretsUnavailableException("secret " + name + " cannot be read in " + vault, e);
    }
  }
}
