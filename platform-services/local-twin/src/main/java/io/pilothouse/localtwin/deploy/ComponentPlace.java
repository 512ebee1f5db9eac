package io.pilothouse.localtwin.deploy;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Network;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where packets to a component of the blueprint go. */
sealed interface ComponentPlace {

  /** A TCP port there. */
  int port();

  /**
   * Pods of the cluster.
   *
   * @param portName the name that their containers give the port
   */
  record InPods(String namespace, Map<String, String> labels, int port, String portName)
      implements ComponentPlace {
    public InPods {
      labels = Map.copyOf(labels);
    }
  }

  /** Something outside the cluster. @param address IPv4, in dotted form */
  record Outside(String address, int port) implements ComponentPlace {}

  /** Stands for an address on the internet that no document names (RFC 5737, TEST-NET-3). */
  String SOMEWHERE_PUBLIC = "203.0.113.10";

  int TLS = 443;

  /** AMQP over TLS, by which Service Bus is reached. */
  int AMQPS = 5671;

  /** Every component that pods may depend on, by its id. */
  static Map<String, ComponentPlace> of(Blueprint blueprint) {
    String namespace = blueprint.cluster().namespace();
    var places = new HashMap<String, ComponentPlace>();
    for (var service : blueprint.services()) {
      places.put(
          service.id(),
          new InPods(namespace, Map.of("app", service.deployment()), service.port(), "http"));
    }
    for (var server : blueprint.databaseServers()) {
      places.put(
          server.id(),
          place(blueprint, server.id(), server.deployment(), server.subnet(), server.port()));
      server
          .replicas()
          .forEach(replica ->
              places.put(replica.id(), places.getOrDefault(server.id(), outside(server.port()))));
    }
    for (var cache : blueprint.caches()) {
      places.put(
          cache.id(),
          place(blueprint, cache.id(), cache.deployment(), cache.subnet(), cache.port()));
    }
    for (var broker : blueprint.messageBrokers()) {
      places.put(
          broker.id(), place(blueprint, broker.id(), Optional.empty(), broker.subnet(), AMQPS));
    }
    for (var managed : blueprint.managedServices()) {
      places.put(
          managed.id(), place(blueprint, managed.id(), Optional.empty(), managed.subnet(), TLS));
    }
    blueprint.externalSystems().forEach(system -> places.put(system.id(), outside(TLS)));
    return Map.copyOf(places);
  }

  /** A place of which only the port is known. */
  static ComponentPlace outside(int port) {
    return new Outside(SOMEWHERE_PUBLIC, port);
  }

  private static ComponentPlace place(
      Blueprint blueprint,
      String component,
      Optional<String> deployment,
      Optional<String> subnet,
      int port) {
    if (deployment.isPresent()) {
      return new InPods(
          blueprint.cluster().namespace(), Map.of("app", deployment.get()), port, "data");
    }
    var endpoint =
        blueprint.network().map(Network::privateEndpoints).stream()
            .flatMap(java.util.List::stream)
            .filter(each -> each.target().equals(component))
            .findFirst();
    return endpoint
        .flatMap(Network.PrivateEndpoint::address)
        .or(() ->
            endpoint
                .flatMap(Network.PrivateEndpoint::subnet)
                .or(() -> subnet)
                .flatMap(id -> firstAddress(blueprint, id)))
        .<ComponentPlace>map(address -> new Outside(address, port))
        .orElseGet(() -> outside(port));
  }

  /** The first address that Azure gives out in a subnet; it keeps four for itself. */
  private static Optional<String> firstAddress(Blueprint blueprint, String subnet) {
    return blueprint.network().map(Network::subnets).stream()
        .flatMap(java.util.List::stream)
        .filter(each -> each.id().equals(subnet))
        .findFirst()
        .flatMap(each -> AddressBlock.parse(each.addressPrefix()))
        .map(block -> block.address(4));
  }
}
