package io.pilothouse.localtwin.landscape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.StoredResource;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import java.util.List;
import java.util.Locale;

/** Key vaults. Pure. */
final class VaultLandscape {
  private final ResourceNames names;

  VaultLandscape(ResourceNames names) {
    this.names = names;
  }

  List<StoredResource> of(List<ManagedService> services) {
    return services.stream().filter(s -> s.type().equals("key-vault")).map(this::vault).toList();
  }

  private StoredResource vault(ManagedService service) {
    ObjectNode body = names.tracked();
    ObjectNode properties = body.putObject("properties");
    properties.put("tenantId", names.scope().tenant());
    boolean premium =
        service.sku().orElse("").toLowerCase(Locale.ROOT).matches(".*(premium|hsm).*");
    properties.putObject("sku").put("family", "A").put("name", premium ? "premium" : "standard");
    properties.put("enableRbacAuthorization", !service.properties().containsKey("accessPolicies"));
    properties.put(
        "vaultUri", "https://%s.vault.azure.net/".formatted(ResourceNames.name(service)));
    properties.putArray("accessPolicies");
    boolean hidden =
        String.valueOf(service.properties().getOrDefault("networkAccess", ""))
            .toLowerCase(Locale.ROOT)
            .contains("private");
    properties.put("publicNetworkAccess", hidden ? "Disabled" : "Enabled");
    properties
        .putObject("networkAcls")
        .put("bypass", "AzureServices")
        .put("defaultAction", hidden ? "Deny" : "Allow");
    return new StoredResource(
        "Microsoft.KeyVault/vaults", List.of(ResourceNames.name(service)), body);
  }
}
