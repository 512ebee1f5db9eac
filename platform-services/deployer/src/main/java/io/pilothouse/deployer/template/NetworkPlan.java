package io.pilothouse.deployer.template;

import io.pilothouse.blueprints.AddressRange;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The virtual network as it will be: the document's subnets, and those that it needs and does not
 * have. Subnets are asked for while the template is written, and stand in it when all is asked.
 */
final class NetworkPlan {
  private static final String ADDRESS_SPACE = "10.0.0.0/16";
  private static final int SUBNET_BITS = 24;
  private static final int SUBNET_SIZE = 1 << (32 - SUBNET_BITS);

  private final Draft draft;
  private final Optional<Network> network;
  private final String name;
  private final AddressRange space;
  private final List<Planned> subnets = new ArrayList<>();

  /**
   * A subnet as it will be.
   *
   * @param component id of the document's subnet; absent for one that is ours
   * @param prefix in CIDR notation
   */
  record Planned(String name, String prefix, Optional<Subnet> component) {
    /** Whether words of a rule mean it: its id, name or fixed name, spelled anyhow. */
    boolean answersTo(String words) {
      return same(name, words)
          || component.filter(c -> same(c.id(), words) || same(c.name(), words)).isPresent();
    }

    private static boolean same(String one, String other) {
      return plain(one).equals(plain(other));
    }

    private static String plain(String text) {
      return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
  }

  NetworkPlan(Draft draft) {
    this.draft = draft;
    this.network = draft.blueprint().network();
    this.name =
        network
            .map(Network::name)
            .filter(n -> n.contains("-") && ResourceType.VIRTUAL_NETWORK.allows(n))
            .orElseGet(() -> draft.names().of(ResourceType.VIRTUAL_NETWORK, "vnet"));
    String addresses = network.map(Network::addressSpace).orElse(ADDRESS_SPACE);
    if (network.isEmpty()) {
      draft.assume("network", "addressSpace", addresses, "address-space");
    }
    this.space = AddressRange.parse(addresses);
    network
        .map(Network::subnets)
        .orElse(List.of())
        .forEach(s ->
            subnets.add(
                new Planned(s.fixedName().orElse(s.id()), s.addressPrefix(), Optional.of(s))));
  }

  /** Id of the virtual network. */
  String id() {
    return draft.id(ResourceType.VIRTUAL_NETWORK, name);
  }

  String name() {
    return name;
  }

  /** The whole address space, in CIDR notation. */
  String addressSpace() {
    return text(space.network(), space.bits());
  }

  List<Planned> subnets() {
    return List.copyOf(subnets);
  }

  /** Id of a subnet. */
  String id(Planned subnet) {
    return id() + "/subnets/" + subnet.name();
  }

  /** The subnet of the cluster's nodes. */
  Planned nodes() {
    Cluster cluster = draft.blueprint().cluster();
    return documented(cluster.subnet()).orElseGet(() -> ours("aks-subnet", cluster.id()));
  }

  /** The subnet that the gateway has for itself. */
  Planned gateway(Entrance.ApplicationGateway gateway) {
    return documented(gateway.subnet()).orElseGet(() -> ours("gateway-subnet", gateway.id()));
  }

  /** The subnet of a private endpoint: the document's, else one of our own for all of them. */
  Planned endpoints(String component) {
    return endpoint(component)
        .flatMap(Network.PrivateEndpoint::subnet)
        .flatMap(id -> documented(Optional.of(id)))
        .orElseGet(() -> ours("endpoint-subnet", component));
  }

  /** A subnet of the document. */
  Optional<Planned> documented(Optional<String> id) {
    return id.flatMap(wanted ->
        subnets.stream()
            .filter(s -> s.component().filter(c -> c.id().equals(wanted)).isPresent())
            .findFirst());
  }

  /** What the document says of a component's private endpoint. */
  Optional<Network.PrivateEndpoint> endpoint(String component) {
    return network.flatMap(
        n -> n.privateEndpoints().stream().filter(e -> e.target().equals(component)).findFirst());
  }

  /** Whether an address lies in a subnet. */
  static boolean holds(Planned subnet, String address) {
    return AddressRange.parse(subnet.prefix()).contains(AddressRange.address(address));
  }

  private Planned ours(String subnet, String component) {
    return subnets.stream()
        .filter(s -> s.component().isEmpty() && s.name().equals(subnet))
        .findFirst()
        .orElseGet(() -> {
          var added = new Planned(subnet, free(), Optional.empty());
          subnets.add(added);
          draft.assume(component, "subnet", subnet + " " + added.prefix(), "subnet");
          return added;
        });
  }

  /** The first range of the address space, above the lowest, in which no subnet lies. */
  private String free() {
    long end = space.network() + (1L << (32 - space.bits()));
    for (long at = space.network() + SUBNET_SIZE; at + SUBNET_SIZE <= end; at += SUBNET_SIZE) {
      var range = new AddressRange(at, SUBNET_BITS);
      if (subnets.stream().noneMatch(s -> AddressRange.parse(s.prefix()).overlaps(range))) {
        return text(at, SUBNET_BITS);
      }
    }
    throw new UndeployableException(
        "network", "addressSpace", "no-room", addressSpace(), "/" + SUBNET_BITS);
  }

  private static String text(long network, int bits) {
    return "%d.%d.%d.%d/%d"
        .formatted(
            network >> 24 & 255, network >> 16 & 255, network >> 8 & 255, network & 255, bits);
  }
}
