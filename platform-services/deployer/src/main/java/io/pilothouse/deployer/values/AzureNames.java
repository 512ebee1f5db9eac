package io.pilothouse.deployer.values;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import java.util.Locale;
import java.util.Optional;

/** Names that Azure gives or takes, where a document is silent. */
final class AzureNames {
  private static final int VAULT_NAME_LIMIT = 24;

  private AzureNames() {}

  static String host(DatabaseServer server) {
    return server.host().orElse(databaseHost(server.resourceName()));
  }

  static String databaseHost(String resourceName) {
    return resourceName + ".postgres.database.azure.com";
  }

  static String host(Cache cache) {
    return cache.host().orElse(cache.resourceName() + ".redis.cache.windows.net");
  }

  static String host(MessageBroker broker) {
    return broker.resourceName() + ".servicebus.windows.net";
  }

  /** The document's name of its Key Vault, else one of the system's, in the 24 letters it has. */
  static String vault(Blueprint blueprint) {
    return managed(blueprint, "key-vault")
        .flatMap(ManagedService::resourceName)
        .orElseGet(() -> {
          String name = "kv-" + blueprint.system();
          return name.substring(0, Math.min(VAULT_NAME_LIMIT, name.length())).replaceAll("-+$", "");
        });
  }

  static String registry(Blueprint blueprint) {
    return managed(blueprint, "container-registry")
        .map(registry ->
            registry.properties().get("host") instanceof String host
                ? host
                : plain(registry.resourceName().orElse(blueprint.system())) + ".azurecr.io")
        .orElse(plain(blueprint.system()) + ".azurecr.io");
  }

  /** A pool's name as AKS takes it: letters and digits. */
  static String agentPool(Cluster.NodePool pool) {
    return pool.agentPool();
  }

  static Optional<ManagedService> managed(Blueprint blueprint, String type) {
    return blueprint.managedServices().stream().filter(m -> m.type().equals(type)).findFirst();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
