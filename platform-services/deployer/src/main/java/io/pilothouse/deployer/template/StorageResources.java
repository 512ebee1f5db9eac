package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.ManagedService;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Storage accounts: those of the document, and one of ours for what a cache writes away. */
final class StorageResources {
  private final Draft draft;
  private final PrivateEndpoints endpoints;

  StorageResources(Draft draft, PrivateEndpoints endpoints) {
    this.draft = draft;
    this.endpoints = endpoints;
  }

  /** Writes the document's accounts. */
  void write() {
    for (ManagedService managed : draft.blueprint().managedServices()) {
      if (managed.type().equals("blob-storage") || managed.type().equals("storage-account")) {
        String name =
            managed
                .resourceName()
                .map(n ->
                    draft.names().component(ResourceType.STORAGE_ACCOUNT, managed.id(), n, true))
                .orElseGet(() -> ours(managed));
        boolean geographic = managed.name().toLowerCase(Locale.ROOT).contains("geo-redundant");
        boolean cool = "Cool".equals(managed.properties().get("accessTier"));
        String id = account(name, Optional.of(managed.id()), geographic, cool ? "Cool" : "Hot");
        String blobs =
            draft.add(
                ResourceType.BLOB_SERVICE,
                name + "/default",
                Optional.empty(),
                List.of(id),
                Json.object(
                    "properties",
                    Json.object("deleteRetentionPolicy", Json.object("enabled", true, "days", 7))));
        draft.add(
            ResourceType.BLOB_CONTAINER,
            name + "/default/" + draft.blueprint().system(),
            Optional.empty(),
            List.of(id, blobs),
            Json.object("properties", Json.object("publicAccess", "None")));
        endpoints.write(managed.id(), id, PrivateEndpoints.Kind.BLOB);
        draft.assume(managed.id(), "sku", geographic ? "Standard_GRS" : "Standard_ZRS", "storage");
      }
    }
  }

  private String ours(ManagedService managed) {
    return draft
        .target()
        .choices()
        .names()
        .getOrDefault(
            managed.id(), draft.names().of(ResourceType.STORAGE_ACCOUNT, "st" + managed.id()));
  }

  /** The account to which caches write their snapshots, written once. Returns its id. */
  String cacheSnapshots() {
    String name = draft.names().of(ResourceType.STORAGE_ACCOUNT, "strdb");
    String id = draft.id(ResourceType.STORAGE_ACCOUNT, name);
    if (!draft.has(id)) {
      account(name, Optional.empty(), false, "Hot");
    }
    return id;
  }

  private String account(
      String name, Optional<String> component, boolean geographic, String accessTier) {
    boolean reachedByAzure = component.isEmpty();
    return draft.add(
        ResourceType.STORAGE_ACCOUNT,
        name,
        component,
        List.of(),
        Json.object(
            "kind",
            "StorageV2",
            "sku",
            Json.object("name", geographic ? "Standard_GRS" : "Standard_ZRS"),
            "properties",
            Json.object(
                "accessTier",
                accessTier,
                "allowBlobPublicAccess",
                false,
                "allowSharedKeyAccess",
                false,
                "minimumTlsVersion",
                "TLS1_2",
                "supportsHttpsTrafficOnly",
                true,
                "publicNetworkAccess",
                reachedByAzure ? "Enabled" : "Disabled",
                "networkAcls",
                Json.object("bypass", "AzureServices", "defaultAction", "Deny"))));
  }
}
