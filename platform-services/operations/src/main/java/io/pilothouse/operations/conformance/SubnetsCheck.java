package io.pilothouse.operations.conformance;

import io.pilothouse.operations.binding.Parts;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.VirtualNetwork;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The address space of a virtual network and its subnets. */
final class SubnetsCheck implements Check<Network, VirtualNetwork> {
  @Override
  public void check(
      Network declared, Observed<VirtualNetwork> live, LiveSide side, Comparison say) {
    VirtualNetwork network = live.value();
    say.equal(
        "addressSpace",
        Value.set(List.of(declared.addressSpace())),
        Optional.of(Value.set(network.addressSpace())),
        "properties.addressSpace");
    Parts<Subnet, VirtualNetwork.Subnet> parts = match(declared, network);
    parts
        .pairs()
        .forEach((wanted, subnet) ->
            compare(wanted, subnet, say.of(wanted.id(), wanted.name(), wanted.source())));
    parts
        .missing()
        .forEach(w ->
            say.of(w.id(), w.name(), w.source())
                .absent("", "", Value.word(w.addressPrefix()), "properties.subnets"));
    parts
        .extra()
        .forEach(s ->
            say.undeclared(
                "subnets",
                s.name(),
                Value.word(s.name() + " " + String.join(", ", s.addressPrefixes())),
                "properties.subnets"));
  }

  static Parts<Subnet, VirtualNetwork.Subnet> match(Network declared, VirtualNetwork live) {
    return Parts.match(
        declared.subnets(),
        s -> Stream.concat(s.fixedName().stream(), Stream.of(s.name(), s.id())).toList(),
        live.subnets(),
        VirtualNetwork.Subnet::name,
        (s, l) -> l.addressPrefixes().contains(s.addressPrefix()));
  }

  private static void compare(Subnet wanted, VirtualNetwork.Subnet live, Comparison say) {
    String at = "properties.subnets[" + live.name() + "].";
    say.equal(
        "addressPrefix",
        Value.set(List.of(wanted.addressPrefix())),
        Optional.of(Value.set(live.addressPrefixes())),
        at + "addressPrefix");
    wanted
        .delegation()
        .ifPresent(d -> {
          boolean there = live.delegations().stream().anyMatch(l -> covers(l, d));
          Value value = Value.word(d);
          if (there) {
            say.equal("delegation", value, Optional.of(value), at + "delegations");
          } else if (live.delegations().isEmpty()) {
            say.absent("delegation", "", value, at + "delegations");
          } else {
            say.equal(
                "delegation",
                value,
                Optional.of(Value.set(live.delegations())),
                at + "delegations");
          }
        });
    for (String endpoint : wanted.serviceEndpoints()) {
      if (live.serviceEndpoints().stream().noneMatch(l -> covers(l, endpoint))) {
        say.absent("serviceEndpoints", endpoint, Value.word(endpoint), at + "serviceEndpoints");
      }
    }
  }

  /** Documents leave out what goes without saying: the provider's prefix, the resource type. */
  private static boolean covers(String live, String declared) {
    return live.toLowerCase(java.util.Locale.ROOT)
        .contains(declared.toLowerCase(java.util.Locale.ROOT));
  }
}
