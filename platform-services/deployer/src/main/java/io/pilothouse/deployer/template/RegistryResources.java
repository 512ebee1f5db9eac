package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.ManagedService;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The container registry, from which the cluster's nodes pull. */
final class RegistryResources {
  private final Draft draft;
  private final Identities identities;

  RegistryResources(Draft draft, Identities identities) {
    this.draft = draft;
    this.identities = identities;
  }

  static Optional<ManagedService> documented(Draft draft) {
    return draft.blueprint().managedServices().stream()
        .filter(m -> m.type().equals("container-registry"))
        .findFirst();
  }

  static String component(Draft draft) {
    return documented(draft).map(ManagedService::id).orElse("container-registry");
  }

  static String name(Draft draft) {
    return documented(draft)
        .flatMap(ManagedService::resourceName)
        .map(n -> draft.names().component(ResourceType.REGISTRY, component(draft), n, true))
        .orElseGet(() ->
            draft
                .target()
                .choices()
                .names()
                .getOrDefault(component(draft), draft.names().of(ResourceType.REGISTRY, "cr")));
  }

  void write() {
    Optional<ManagedService> documented = documented(draft);
    if (documented.isEmpty()) {
      draft.assume("container-registry", "sku", "Standard", "registry");
    }
    String sku = sku(documented.flatMap(ManagedService::sku));
    boolean premium = sku.equals("Premium");
    String name = name(draft);
    String id =
        draft.add(
            ResourceType.REGISTRY,
            name,
            Optional.of(component(draft)),
            List.of(),
            Json.object(
                "sku",
                Json.object("name", sku),
                "properties",
                Json.object(
                    "adminUserEnabled",
                    false,
                    "zoneRedundancy",
                    premium ? Optional.of("Enabled") : Optional.empty())));
    identities.grant(identities.kubelet(), BuiltInRole.ACR_PULL, id, List.of(id));
    documented
        .filter(registry -> Boolean.TRUE.equals(registry.properties().get("geoReplication")))
        .ifPresent(registry -> replicate(registry, name, id, premium));
  }

  private String sku(Optional<String> documented) {
    String words = documented.orElse("").toLowerCase(Locale.ROOT);
    if (words.startsWith("premium")) {
      return "Premium";
    }
    return words.startsWith("basic") ? "Basic" : "Standard";
  }

  private void replicate(ManagedService registry, String name, String id, boolean premium) {
    Optional<String> region =
        draft
            .blueprint()
            .region()
            .disasterRecovery()
            .map(draft.target()::region)
            .filter(r -> !r.equals(draft.region()));
    if (!premium || region.isEmpty()) {
      draft.correct(registry.id(), "geoReplication", "false", "no-registry-replication");
      return;
    }
    draft.add(
        ResourceType.REGISTRY_REPLICATION,
        name + "/" + region.orElseThrow(),
        region.orElseThrow(),
        Optional.empty(),
        List.of(id),
        Json.object("properties", Json.object("regionEndpointEnabled", true)));
  }
}
