package io.pilothouse.blueprints;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks ranges, placements and private endpoints of a blueprint's network. */
final class NetworkCheck {
  private final Blueprint blueprint;
  private final Set<String> ids;
  private final Findings findings;
  private final Map<String, Subnet> subnets;

  NetworkCheck(Blueprint blueprint, Set<String> ids, Findings findings) {
    this.blueprint = blueprint;
    this.ids = ids;
    this.findings = findings;
    this.subnets =
        blueprint.network().map(Network::subnets).orElse(List.of()).stream()
            .collect(Collectors.toMap(Subnet::id, s -> s, (first, second) -> first));
  }

  void check() {
    blueprint.network().ifPresent(this::ranges);
    blueprint.network().ifPresent(this::privateEndpoints);
    placements();
  }

  private void ranges(Network network) {
    YamlPath path = YamlPath.ROOT.field("network");
    AddressRange space = aligned(path.field("addressSpace"), network.addressSpace());
    for (int i = 0; i < network.subnets().size(); i++) {
      Subnet subnet = network.subnets().get(i);
      YamlPath at = path.field("subnets").item(i).field("addressPrefix");
      AddressRange range = aligned(at, subnet.addressPrefix());
      if (!space.contains(range)) {
        findings.error(at, "a range inside " + network.addressSpace(), subnet.addressPrefix());
      }
      for (Subnet earlier : network.subnets().subList(0, i)) {
        if (AddressRange.parse(earlier.addressPrefix()).overlaps(range)) {
          findings.error(
              at,
              "a range apart from " + earlier.id() + " " + earlier.addressPrefix(),
              subnet.addressPrefix());
        }
      }
    }
  }

  private AddressRange aligned(YamlPath path, String cidr) {
    AddressRange range = AddressRange.parse(cidr);
    if (!range.aligned()) {
      findings.error(path, "the lowest address of its range before the slash", cidr);
    }
    return range;
  }

  private void privateEndpoints(Network network) {
    for (int i = 0; i < network.privateEndpoints().size(); i++) {
      var endpoint = network.privateEndpoints().get(i);
      YamlPath path = YamlPath.ROOT.field("network").field("privateEndpoints").item(i);
      findings.reference(path.field("target"), endpoint.target(), ids, "component");
      subnet(path, endpoint.subnet());
      address(path.field("address"), endpoint.address(), endpoint.subnet());
    }
  }

  private void placements() {
    blueprint
        .entrance()
        .flatMap(Entrance::applicationGateway)
        .ifPresent(gateway -> {
          YamlPath path = YamlPath.ROOT.field("entrance").field("applicationGateway");
          subnet(path, gateway.subnet());
          address(path.field("privateAddress"), gateway.privateAddress(), gateway.subnet());
        });
    subnet(YamlPath.ROOT.field("cluster"), blueprint.cluster().subnet());
    for (int i = 0; i < blueprint.databaseServers().size(); i++) {
      subnet(
          YamlPath.ROOT.field("databaseServers").item(i),
          blueprint.databaseServers().get(i).subnet());
    }
    for (int i = 0; i < blueprint.caches().size(); i++) {
      subnet(YamlPath.ROOT.field("caches").item(i), blueprint.caches().get(i).subnet());
    }
    for (int i = 0; i < blueprint.messageBrokers().size(); i++) {
      subnet(
          YamlPath.ROOT.field("messageBrokers").item(i),
          blueprint.messageBrokers().get(i).subnet());
    }
    for (int i = 0; i < blueprint.managedServices().size(); i++) {
      subnet(
          YamlPath.ROOT.field("managedServices").item(i),
          blueprint.managedServices().get(i).subnet());
    }
  }

  private void subnet(YamlPath owner, Optional<String> id) {
    id.ifPresent(s -> findings.reference(owner.field("subnet"), s, subnets.keySet(), "subnet"));
  }

  private void address(YamlPath path, Optional<String> address, Optional<String> subnetId) {
    Optional<Subnet> subnet = subnetId.flatMap(id -> Optional.ofNullable(subnets.get(id)));
    if (address.isPresent() && subnet.isPresent()) {
      String range = subnet.get().addressPrefix();
      if (!AddressRange.parse(range).contains(AddressRange.address(address.get()))) {
        findings.error(path, "an address inside " + range, address.get());
      }
    }
  }
}
