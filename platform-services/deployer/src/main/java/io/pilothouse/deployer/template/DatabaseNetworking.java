package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.util.Locale;

/** How a database server is reached. One server has one way. */
enum DatabaseNetworking {
  /** By private endpoints, from any network that has one. */
  PRIVATE_ENDPOINT,
  /** In a subnet that is delegated to it. */
  VIRTUAL_NETWORK;

  /**
   * The way of a server. Where a document asks for both it is a private endpoint: that one works
   * for replicas in other regions without peering networks. Where it says nothing, too.
   */
  static DatabaseNetworking of(Blueprint blueprint, DatabaseServer server) {
    boolean endpoint =
        server.privateEndpoint()
            || blueprint
                .network()
                .filter(n ->
                    n.privateEndpoints().stream().anyMatch(e -> e.target().equals(server.id())))
                .isPresent();
    boolean integrated =
        server.networkAccess().map(w -> w.toLowerCase(Locale.ROOT)).stream()
            .anyMatch(words -> words.contains("integration") || words.contains("vnet"));
    boolean delegated =
        blueprint.network().stream()
            .flatMap(n -> n.subnets().stream())
            .filter(s -> server.subnet().filter(s.id()::equals).isPresent())
            .anyMatch(s -> s.delegation().isPresent());
    return !endpoint && (integrated || delegated) && server.subnet().isPresent()
        ? VIRTUAL_NETWORK
        : PRIVATE_ENDPOINT;
  }
}
