package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.PrivateEndpoint;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.VirtualNetwork;
import java.util.Optional;

/** Where a private endpoint leads, the subnet that it stands in, its address and name. */
final class PrivateEndpointCheck implements Check<Network.PrivateEndpoint, PrivateEndpoint> {
  private final Network network;

  PrivateEndpointCheck(Network network) {
    this.network = network;
  }

  @Override
  public void check(
      Network.PrivateEndpoint declared,
      Observed<PrivateEndpoint> live,
      LiveSide side,
      Comparison say) {
    PrivateEndpoint endpoint = live.value();
    Optional<ResourceId> target = side.bindings().of(declared.target());
    if (target.isPresent()) {
      boolean same = endpoint.target().equals(target);
      say.equal(
          "target",
          Value.word(declared.target()),
          endpoint.target().map(t -> Value.word(same ? declared.target() : t.value())),
          "properties.privateLinkServiceConnections");
    }
    declared
        .subnet()
        .ifPresent(s ->
            say.equal(
                "subnet",
                Value.word(s),
                endpoint.subnet().map(id -> subnet(id, side)),
                "properties.subnet"));
    say.equal(
        "address",
        declared.address().map(Value::word),
        endpoint.addresses().stream().findFirst().map(Value::word),
        "properties.ipConfigurations");
    declared
        .dnsZone()
        .filter(z -> !endpoint.dnsNames().isEmpty())
        .ifPresent(z -> {
          // The zone holds the address; callers use the name without its first label.
          String suffix = z.replaceFirst("^privatelink\\.", "");
          boolean there = endpoint.dnsNames().stream().anyMatch(n -> n.endsWith(suffix));
          say.equal(
              "dnsZone",
              Value.word(z),
              Optional.of(Value.word(there ? z : endpoint.dnsNames().getFirst())),
              "properties.customDnsConfigs");
        });
  }

  /** The declared subnet that a live id is; the live name, if none is. */
  private Value subnet(ResourceId id, LiveSide side) {
    Optional<Observed<VirtualNetwork>> live = side.bound(network.id(), VirtualNetwork.class);
    if (live.isPresent()) {
      for (var pair : SubnetsCheck.match(network, live.get().value()).pairs().entrySet()) {
        if (pair.getValue().id().equals(id)) {
          return Value.word(pair.getKey().id());
        }
      }
    }
    String name = id.value().substring(id.value().lastIndexOf('/') + 1);
    return network.subnets().stream()
        .filter(s ->
            s.id().equalsIgnoreCase(name)
                || s.fixedName().filter(name::equalsIgnoreCase).isPresent())
        .map(Subnet::id)
        .findFirst()
        .map(Value::word)
        .orElse(Value.word(name));
  }
}
