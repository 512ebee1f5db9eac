package io.pilothouse.deployer.values;

import io.pilothouse.deployer.values.ChartValues.Destination;
import io.pilothouse.deployer.values.ChartValues.Destination.Ports;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import java.util.List;
import java.util.Optional;

/**
 * Addresses and ports of what pods talk to. A component with a private endpoint is at its address,
 * else in its subnet; one of which the document says neither may be anywhere, on its own ports.
 */
final class Destinations {
  /** Where everything on the internet is that has no component: systems of others, sign-in. */
  static final String INTERNET = "internet";

  private static final String ANYWHERE = "0.0.0.0/0";
  private static final List<String> PRIVATE_ADDRESSES =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
  private static final int HTTPS = 443;
  private static final int AMQP = 5671;
  private static final int KAFKA = 9093;

  /** Where the nodes of a clustered cache of Azure listen for TLS. */
  private static final Ports CLUSTER_NODES = new Ports(15000, Optional.of(15999));

  private final Blueprint blueprint;
  private final boolean inPods;

  /** Makes it. @param inPods whether databases and caches run in the cluster */
  Destinations(Blueprint blueprint, boolean inPods) {
    this.blueprint = blueprint;
    this.inPods = inPods;
  }

  /** The internet on HTTPS, without what is private. */
  static Destination internet() {
    return new Destination(
        Optional.empty(), List.of(ANYWHERE), PRIVATE_ADDRESSES, List.of(Ports.of(HTTPS)));
  }

  /** Id of the destination by which a component is reached; empty for what pods never call. */
  Optional<String> id(Component component) {
    return switch (component) {
      case ExternalSystem _ -> Optional.of(INTERNET);
      case ManagedService managed ->
          switch (managed.type()) {
            case "key-vault", "event-hub", "blob-storage", "storage-account" ->
                Optional.of(managed.id());
            case "application-insights", "azure-monitor", "identity-provider", "log-analytics" ->
                Optional.of(INTERNET);
            default -> Optional.empty();
          };
      case DatabaseServer _, Cache _, MessageBroker _ -> Optional.of(component.id());
      default -> Optional.empty();
    };
  }

  /** Where a component is that has an {@link #id} of its own. */
  Destination of(Component component) {
    return switch (component) {
      case DatabaseServer server when inPods || server.deployment().isPresent() ->
          pods(server.id(), server.port());
      case DatabaseServer server -> at(server, server.subnet(), Ports.of(server.port()));
      case Cache cache when inPods || cache.deployment().isPresent() ->
          pods(cache.id(), DataInPods.port(cache));
      case Cache cache when cache.clustering() ->
          at(cache, cache.subnet(), Ports.of(cache.port()), CLUSTER_NODES);
      case Cache cache -> at(cache, cache.subnet(), Ports.of(cache.port()));
      case MessageBroker broker -> at(broker, broker.subnet(), Ports.of(AMQP), Ports.of(HTTPS));
      case ManagedService hub when hub.type().equals("event-hub") ->
          at(hub, hub.subnet(), Ports.of(AMQP), Ports.of(KAFKA));
      case ManagedService managed -> at(managed, managed.subnet(), Ports.of(HTTPS));
      default -> internet();
    };
  }

  private static Destination pods(String id, int port) {
    return new Destination(Optional.of(id), List.of(), List.of(), List.of(Ports.of(port)));
  }

  private Destination at(Component component, Optional<String> subnet, Ports... ports) {
    return new Destination(
        Optional.empty(), List.of(address(component, subnet)), List.of(), List.of(ports));
  }

  private String address(Component component, Optional<String> subnet) {
    if (inPods) {
      return ANYWHERE;
    }
    Optional<Network.PrivateEndpoint> endpoint =
        blueprint
            .network()
            .flatMap(network ->
                network.privateEndpoints().stream()
                    .filter(e -> e.target().equals(component.id()))
                    .findFirst());
    return endpoint
        .flatMap(Network.PrivateEndpoint::address)
        .map(address -> address + "/32")
        .or(() -> endpoint.flatMap(Network.PrivateEndpoint::subnet).flatMap(this::prefix))
        .or(() -> subnet.flatMap(this::prefix))
        .orElse(ANYWHERE);
  }

  /** The address range of a subnet. */
  Optional<String> prefix(String subnet) {
    return blueprint
        .network()
        .flatMap(network ->
            network.subnets().stream()
                .filter(s -> s.id().equals(subnet))
                .findFirst()
                .map(Subnet::addressPrefix));
  }
}
