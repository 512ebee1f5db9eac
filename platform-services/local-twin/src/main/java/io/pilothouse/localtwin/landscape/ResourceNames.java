package io.pilothouse.localtwin.landscape;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.AzureScope;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import java.util.Locale;
import java.util.Optional;

/** What a blueprint's components are called as Azure resources. Pure. */
final class ResourceNames {
  private final Blueprint blueprint;
  private final AzureScope scope;

  ResourceNames(Blueprint blueprint, AzureScope scope) {
    this.blueprint = blueprint;
    this.scope = scope;
  }

  /** A resource of the region with the system's tags, and nothing else yet. */
  ObjectNode tracked() {
    return tracked(scope.location());
  }

  ObjectNode tracked(String location) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("location", location);
    body.putObject("tags")
        .put("system", blueprint.system())
        .put("environment", blueprint.environment());
    return body;
  }

  String id(String type, String name) {
    return scope.resourceId(type, name);
  }

  AzureScope scope() {
    return scope;
  }

  static String subnet(Subnet subnet) {
    return subnet.fixedName().orElse(subnet.id());
  }

  /** Resource manager id of a subnet by its component's id. */
  Optional<String> subnetId(String component) {
    return blueprint
        .network()
        .flatMap(network ->
            network.subnets().stream()
                .filter(s -> s.id().equals(component))
                .findFirst()
                .map(s ->
                    id("Microsoft.Network/virtualNetworks", network.id())
                        + "/subnets/"
                        + subnet(s)));
  }

  /** What a private endpoint leads to. @param group the part of it, in Azure's word */
  record Target(String id, String group) {}

  Optional<Target> target(String component) {
    return blueprint.databaseServers().stream()
        .filter(s -> s.id().equals(component))
        .map(s ->
            new Target(
                id("Microsoft.DBforPostgreSQL/flexibleServers", s.resourceName()),
                "postgresqlServer"))
        .findFirst()
        .or(() ->
            blueprint.caches().stream()
                .filter(c -> c.id().equals(component))
                .map(c -> new Target(id("Microsoft.Cache/redis", c.resourceName()), "redisCache"))
                .findFirst())
        .or(() ->
            blueprint.messageBrokers().stream()
                .filter(b -> b.id().equals(component))
                .map(b ->
                    new Target(
                        id("Microsoft.ServiceBus/namespaces", b.resourceName()), "namespace"))
                .findFirst())
        .or(() ->
            blueprint.managedServices().stream()
                .filter(m -> m.id().equals(component))
                .flatMap(m -> managed(m).stream())
                .findFirst());
  }

  private Optional<Target> managed(ManagedService service) {
    return switch (service.type()) {
      case "key-vault" ->
          Optional.of(new Target(id("Microsoft.KeyVault/vaults", name(service)), "vault"));
      case "container-registry" ->
          Optional.of(
              new Target(
                  id(ManagedLandscape.REGISTRIES, ManagedLandscape.plain(service)), "registry"));
      case "blob-storage", "storage-account" ->
          Optional.of(
              new Target(id(ManagedLandscape.STORAGE, ManagedLandscape.plain(service)), "blob"));
      default -> Optional.empty();
    };
  }

  static String name(ManagedService service) {
    return service.resourceName().orElse(service.id());
  }

  /**
   * Lower-case words joined by hyphens. A name without any Latin letter stays as the document has
   * it, so that it is known again; Azure itself would not take it.
   */
  static String slug(String text) {
    String slug =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    return slug.isEmpty() ? text : slug;
  }

  /** Whether two names are the same but for case and what is between their words. */
  static boolean alike(String one, String other) {
    return squeezed(one).equals(squeezed(other));
  }

  private static String squeezed(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
