package io.pilothouse.azureconnector;

import io.pilothouse.sharedmodel.estate.NetworkSecurityGroup;
import io.pilothouse.sharedmodel.estate.PrivateEndpoint;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.VirtualNetwork;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Networks as the estate's records. Pure. */
final class NetworkShapes {
  private NetworkShapes() {}

  static VirtualNetwork virtualNetwork(ArmJson json) {
    return new VirtualNetwork(
        json.id(),
        json.name(),
        json.group(),
        json.location(),
        json.tags(),
        json.properties().at("addressSpace").texts("addressPrefixes"),
        json.properties().objects("subnets").stream().map(NetworkShapes::subnet).toList());
  }

  private static VirtualNetwork.Subnet subnet(ArmJson json) {
    ArmJson properties = json.properties();
    return new VirtualNetwork.Subnet(
        json.id(),
        json.name(),
        properties.oneOrMore("addressPrefix", "addressPrefixes"),
        properties.objects("delegations").stream()
            .flatMap(d -> d.properties().text("serviceName").stream())
            .toList(),
        properties.reference("networkSecurityGroup"),
        properties.objects("serviceEndpoints").stream()
            .flatMap(e -> e.text("service").stream())
            .toList());
  }

  /**
   * A group with the subnets that it guards: those that it names, and those that name it.
   *
   * @param networks that were seen
   */
  static NetworkSecurityGroup securityGroup(ArmJson json, List<VirtualNetwork> networks) {
    ResourceId id = json.id();
    Stream<ResourceId> named = json.properties().objects("subnets").stream().map(ArmJson::id);
    Stream<ResourceId> naming =
        networks.stream()
            .flatMap(n -> n.subnets().stream())
            .filter(s -> s.securityGroup().filter(id::equals).isPresent())
            .map(VirtualNetwork.Subnet::id);
    return new NetworkSecurityGroup(
        id,
        json.name(),
        json.group(),
        json.location(),
        json.tags(),
        json.properties().objects("securityRules").stream()
            .map(NetworkShapes::rule)
            .sorted(
                Comparator.comparing(NetworkSecurityGroup.Rule::direction)
                    .thenComparing(NetworkSecurityGroup.Rule::priority))
            .toList(),
        Stream.concat(named, naming).distinct().sorted().toList());
  }

  private static NetworkSecurityGroup.Rule rule(ArmJson json) {
    ArmJson p = json.properties();
    return new NetworkSecurityGroup.Rule(
        json.name(),
        p.whole("priority").orElse(0),
        p.text("direction").orElse(""),
        p.text("access").orElse(""),
        p.text("protocol").orElse("*"),
        p.oneOrMore("sourceAddressPrefix", "sourceAddressPrefixes"),
        p.oneOrMore("sourcePortRange", "sourcePortRanges"),
        p.oneOrMore("destinationAddressPrefix", "destinationAddressPrefixes"),
        p.oneOrMore("destinationPortRange", "destinationPortRanges"),
        p.text("description"));
  }

  /**
   * A private endpoint with its addresses.
   *
   * @param addresses of network interfaces, as far as they may be read
   */
  static PrivateEndpoint privateEndpoint(ArmJson json, Map<ResourceId, List<String>> addresses) {
    ArmJson properties = json.properties();
    List<ArmJson> connections =
        Stream.concat(
                properties.objects("privateLinkServiceConnections").stream(),
                properties.objects("manualPrivateLinkServiceConnections").stream())
            .map(ArmJson::properties)
            .toList();
    List<ArmJson> names = properties.objects("customDnsConfigs");
    Stream<String> ofInterfaces =
        properties.objects("networkInterfaces").stream()
            .flatMap(i -> addresses.getOrDefault(i.id(), List.of()).stream());
    Stream<String> ofNames = names.stream().flatMap(n -> n.texts("ipAddresses").stream());
    return new PrivateEndpoint(
        json.id(),
        json.name(),
        json.group(),
        json.location(),
        json.tags(),
        properties.reference("subnet"),
        connections.stream()
            .flatMap(c -> c.text("privateLinkServiceId").stream())
            .findFirst()
            .map(ResourceId::azure),
        connections.stream().flatMap(c -> c.texts("groupIds").stream()).toList(),
        connections.stream()
            .flatMap(c -> c.at("privateLinkServiceConnectionState").text("status").stream())
            .findFirst(),
        Stream.concat(ofInterfaces, ofNames).distinct().sorted().toList(),
        names.stream().flatMap(n -> n.text("fqdn").stream()).toList());
  }

  /** The private addresses of a network interface. */
  static List<String> addresses(ArmJson networkInterface) {
    return networkInterface.properties().objects("ipConfigurations").stream()
        .flatMap(c -> c.properties().text("privateIPAddress").stream())
        .toList();
  }
}
