package io.pilothouse.sharedmodel.estate;

import java.util.Map;
import java.util.Optional;

/**
 * An Azure Key Vault; nothing of what it holds.
 *
 * @param sku standard or premium
 * @param publicNetworkAccess Enabled or Disabled
 * @param defaultNetworkAction Allow or Deny, for what no network rule names
 */
public record KeyVault(
    ResourceId id,
    String name,
    String resourceGroup,
    String location,
    Map<String, String> tags,
    Optional<String> sku,
    Optional<Boolean> softDelete,
    Optional<Integer> softDeleteRetentionDays,
    Optional<Boolean> purgeProtection,
    Optional<Boolean> roleBasedAccess,
    Optional<String> publicNetworkAccess,
    Optional<String> defaultNetworkAction)
    implements Resource {
  public KeyVault {
    tags = Map.copyOf(tags);
  }
}
