package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Key Vaults that were deleted and are kept for their retention, their names with them: they can be
 * recovered by {@code createMode: recover}, and purged where purge protection is not on.
 * Thread-safe.
 */
final class DeletedVaults implements ExtensionProvider {
  private static final String VAULTS = "Microsoft.KeyVault/vaults";
  private final AzureScope scope;
  private final ResourceStore store;
  private final Clock clock;
  private final Map<String, ObjectNode> byName = new TreeMap<>(); // guarded by this

  DeletedVaults(AzureScope scope, ResourceStore store, Clock clock) {
    this.scope = scope;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String type() {
    return "Microsoft.KeyVault/deletedVaults";
  }

  /** {@code GET /subscriptions/{s}/providers/Microsoft.KeyVault/deletedVaults}. */
  @Override
  public synchronized Arm.Response answer(Arm.Request request, String about, List<String> rest) {
    if (!request.is("GET") || !rest.isEmpty()) {
      throw Arm.Failure.noSuchPath(request);
    }
    return Arm.Response.ok(Arm.page(List.copyOf(byName.values())));
  }

  /** Keeps the vaults of a group that goes. */
  synchronized void keep(String group) {
    store.below(group + "/providers/" + VAULTS + "/").forEach(this::deleted);
  }

  private void deleted(ObjectNode vault) {
    String name = vault.path("name").asText();
    int days = vault.path("properties").path("softDeleteRetentionInDays").asInt(90);
    String location = vault.path("location").asText();
    ObjectNode kept =
        Arm.object()
            .put(
                "id",
                "/subscriptions/%s/providers/Microsoft.KeyVault/locations/%s/deletedVaults/%s"
                    .formatted(scope.subscription(), location, name))
            .put("name", name)
            .put("type", type());
    kept.putObject("properties")
        .put("vaultId", vault.path("id").asText())
        .put("location", location)
        .put("deletionDate", clock.instant().toString())
        .put("scheduledPurgeDate", clock.instant().plus(Duration.ofDays(days)).toString())
        .put(
            "purgeProtectionEnabled",
            vault.path("properties").path("enablePurgeProtection").asBoolean());
    byName.put(name.toLowerCase(Locale.ROOT), kept);
  }

  /** Answers {@code POST …/locations/{region}/deletedVaults/{name}/purge}. */
  synchronized Arm.Response purge(Arm.Request request, String name) {
    ObjectNode kept =
        Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)))
            .orElseThrow(() ->
                new Arm.Failure(
                    404,
                    "DeletedVaultNotFound",
                    "The specified deleted vault '%s' does not exist.".formatted(name)));
    if (kept.path("properties").path("purgeProtectionEnabled").asBoolean()) {
      throw new Arm.Failure(
          409,
          "MethodNotAllowed",
          "Operation 'DeletedVaultPurge' is not allowed: purge protection is enabled on '%s'."
              .formatted(name));
    }
    if (!request.mayWrite()) {
      throw Arm.Failure.forbidden("Microsoft.KeyVault/locations/deletedVaults/purge/action", name);
    }
    byName.remove(name.toLowerCase(Locale.ROOT));
    return Arm.Response.empty(200);
  }

  /** Lets a vault be made. @throws Arm.Failure 409 if one of its name is kept and not recovered */
  synchronized void check(String type, String name, JsonNode body) {
    if (!type.equalsIgnoreCase(VAULTS) || !byName.containsKey(name.toLowerCase(Locale.ROOT))) {
      return;
    }
    if (!body.path("properties").path("createMode").asText("").equalsIgnoreCase("recover")) {
      throw new Arm.Failure(
          409,
          "ConflictError",
          "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.");
    }
    byName.remove(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a vault of the name is kept. */
  synchronized boolean kept(String name) {
    return byName.containsKey(name.toLowerCase(Locale.ROOT));
  }
}
