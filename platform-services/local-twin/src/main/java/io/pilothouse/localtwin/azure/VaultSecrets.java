package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the secrets of Key Vaults hold. It is told to nobody who reads a secret as a resource; a
 * deployment takes it for a parameter that refers to it. Thread-safe.
 */
final class VaultSecrets {
  private static final String SECRETS = "Microsoft.KeyVault/vaults/secrets";
  private final ResourceStore store;

  VaultSecrets(ResourceStore store) {
    this.store = store;
  }

  /** Keeps the value with which a resource is written, if it is a secret. */
  void keep(String type, String id, ObjectNode body) {
    JsonNode value = body.at("/properties/value");
    if (type.equalsIgnoreCase(SECRETS) && value.isTextual()) {
      store.put(key(id), Arm.object().put("value", value.asText()));
    }
  }

  /**
   * The value of a parameter that refers to a secret.
   *
   * @param reference {@code keyVault.id} and {@code secretName}
   * @throws Arm.Failure 400 if there is no such secret, or its vault is not for deployments
   */
  JsonNode value(String parameter, JsonNode reference) {
    String vault = reference.at("/keyVault/id").asText();
    ObjectNode found =
        store
            .get(vault)
            .orElseThrow(() ->
                new Arm.Failure(
                    400,
                    "KeyVaultParameterReferenceNotFound",
                    "The specified KeyVault '%s' could not be found.".formatted(vault)));
    if (!found.at("/properties/enabledForTemplateDeployment").asBoolean()) {
      throw unreadable(parameter, "Forbidden: the vault is not enabled for template deployment");
    }
    return store
        .get(key(vault + "/secrets/" + reference.path("secretName").asText()))
        .map(kept -> kept.path("value"))
        .orElseThrow(() -> unreadable(parameter, "NotFound"));
  }

  private static Arm.Failure unreadable(String parameter, String why) {
    return new Arm.Failure(
        400,
        "KeyVaultParameterReferenceSecretRetrieveFailed",
        "The secret of KeyVault parameter '%s' cannot be retrieved. Http status code: '%s'."
            .formatted(parameter, why));
  }

  /** Not a path that a request can name. */
  static String key(String id) {
    return "value:" + id;
  }
}
