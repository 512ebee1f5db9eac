package io.pilothouse.localtwin.landscape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.StoredResource;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Network.Direction;
import io.pilothouse.sharedmodel.blueprint.Network.PrivateEndpoint;
import io.pilothouse.sharedmodel.blueprint.Network.SecurityRule;
import io.pilothouse.sharedmodel.blueprint.Network.Verdict;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The virtual network with its security groups and private endpoints. Pure. */
final class NetworkLandscape {
  private static final String ZONES = "Microsoft.Network/privateDnsZones";
  private static final String GROUPS = "Microsoft.Network/networkSecurityGroups";
  private final Blueprint blueprint;
  private final ResourceNames names;

  NetworkLandscape(Blueprint blueprint, ResourceNames names) {
    this.blueprint = blueprint;
    this.names = names;
  }

  List<StoredResource> of(Network network) {
    var all = new ArrayList<StoredResource>();
    List<String> groups =
        network.securityRules().stream().map(SecurityRule::group).distinct().toList();
    groups.forEach(group -> all.add(group(group, network)));
    all.add(virtualNetwork(network, groups));
    for (int i = 0; i < network.privateEndpoints().size(); i++) {
      PrivateEndpoint endpoint = network.privateEndpoints().get(i);
      String address = endpoint.address().orElse(address(endpoint, network, i));
      all.add(networkInterface(endpoint, address));
      all.add(endpoint(endpoint, address));
    }
    network.privateEndpoints().stream()
        .flatMap(endpoint -> endpoint.dnsZone().stream())
        .distinct()
        .forEach(zone -> all.addAll(zone(zone, network)));
    return all;
  }

  /** A private DNS zone, linked to the network, with its endpoints' addresses. */
  private List<StoredResource> zone(String zone, Network network) {
    var all = new ArrayList<StoredResource>();
    ObjectNode body = names.tracked("global");
    body.putObject("properties").put("numberOfVirtualNetworkLinks", 1);
    all.add(new StoredResource(ZONES, List.of(zone), body));
    ObjectNode link = names.tracked("global");
    ObjectNode properties = link.putObject("properties");
    properties.put("registrationEnabled", false).put("virtualNetworkLinkState", "Completed");
    properties
        .putObject("virtualNetwork")
        .put("id", names.id("Microsoft.Network/virtualNetworks", network.id()));
    all.add(
        new StoredResource(
            ZONES + "/virtualNetworkLinks", List.of(zone, network.id() + "-link"), link));
    for (int i = 0; i < network.privateEndpoints().size(); i++) {
      PrivateEndpoint endpoint = network.privateEndpoints().get(i);
      if (endpoint.dnsZone().filter(zone::equals).isPresent()) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        ObjectNode inside = entry.putObject("properties").put("ttl", 10);
        inside
            .putArray("aRecords")
            .addObject()
            .put("ipv4Address", endpoint.address().orElse(address(endpoint, network, i)));
        all.add(new StoredResource(ZONES + "/A", List.of(zone, endpoint.target()), entry));
      }
    }
    return all;
  }

  private StoredResource virtualNetwork(Network network, List<String> groups) {
    ObjectNode body = names.tracked();
    ObjectNode properties = body.putObject("properties");
    properties.putObject("addressSpace").putArray("addressPrefixes").add(network.addressSpace());
    ArrayNode subnets = properties.putArray("subnets");
    network.subnets().forEach(subnet -> subnet(subnets.addObject(), subnet, groups));
    return new StoredResource("Microsoft.Network/virtualNetworks", List.of(network.id()), body);
  }

  private void subnet(ObjectNode json, Subnet subnet, List<String> groups) {
    json.put("name", ResourceNames.subnet(subnet));
    ObjectNode properties = json.putObject("properties");
    properties.put("addressPrefix", subnet.addressPrefix());
    subnet
        .delegation()
        .ifPresent(to ->
            properties
                .putArray("delegations")
                .addObject()
                .put("name", "delegation")
                .putObject("properties")
                .put("serviceName", to.contains("/") ? to : to + "/flexibleServers"));
    ArrayNode endpoints = properties.putArray("serviceEndpoints");
    subnet
        .serviceEndpoints()
        .forEach(service ->
            endpoints
                .addObject()
                .put("service", service.contains(".") ? service : "Microsoft." + service));
    groups.stream()
        .filter(group -> guarded(group).filter(subnet.id()::equals).isPresent())
        .findFirst()
        .ifPresent(group ->
            properties
                .putObject("networkSecurityGroup")
                .put("id", names.id(GROUPS, ResourceNames.slug(group))));
  }

  /** Documents name a group by what it guards, not by its subnet. */
  private Optional<String> guarded(String group) {
    String name = group.toLowerCase(Locale.ROOT);
    if (name.contains("gateway")) {
      return blueprint.entrance().flatMap(e -> e.applicationGateway()).flatMap(g -> g.subnet());
    }
    return name.contains("aks") || name.contains("cluster")
        ? blueprint.cluster().subnet()
        : blueprint.network().stream()
            .flatMap(n -> n.subnets().stream())
            .filter(s -> name.contains(s.id().split("-", 2)[0]))
            .findFirst()
            .map(Subnet::id);
  }

  private StoredResource group(String group, Network network) {
    ObjectNode body = names.tracked();
    ArrayNode rules = body.putObject("properties").putArray("securityRules");
    int priority = 100;
    for (SecurityRule rule : network.securityRules()) {
      if (rule.group().equals(group)) {
        rule(rules.addObject(), rule, network).put("priority", priority);
        priority += 10;
      }
    }
    return new StoredResource(GROUPS, List.of(ResourceNames.slug(group)), body);
  }

  private static ObjectNode rule(ObjectNode json, SecurityRule rule, Network network) {
    boolean inbound = rule.direction() == Direction.INBOUND;
    json.put("name", rule.name());
    ObjectNode properties =
        json.putObject("properties")
            .put("direction", inbound ? "Inbound" : "Outbound")
            .put("access", rule.action() == Verdict.ALLOW ? "Allow" : "Deny")
            .put("protocol", "Tcp")
            .put("sourcePortRange", "*")
            .put("sourceAddressPrefix", inbound ? peer(rule, network) : "*")
            .put("destinationAddressPrefix", inbound ? "*" : peer(rule, network));
    if (rule.ports().size() == 1) {
      properties.put("destinationPortRange", String.valueOf(rule.ports().getFirst()));
    } else if (rule.ports().isEmpty()) {
      properties.put("destinationPortRange", "*");
    } else {
      ArrayNode ports = properties.putArray("destinationPortRanges");
      rule.ports().forEach(port -> ports.add(String.valueOf(port)));
    }
    return properties;
  }

  /** A subnet's addresses where the document names one, else the tag or address that it writes. */
  private static String peer(SecurityRule rule, Network network) {
    return network.subnets().stream()
        .filter(s ->
            ResourceNames.alike(s.id(), rule.peer())
                || ResourceNames.alike(s.name(), rule.peer())
                || s.fixedName().filter(f -> ResourceNames.alike(f, rule.peer())).isPresent())
        .findFirst()
        .map(Subnet::addressPrefix)
        .orElse(rule.peer());
  }

  private StoredResource networkInterface(PrivateEndpoint endpoint, String address) {
    ObjectNode body = names.tracked();
    ObjectNode configuration =
        body.putObject("properties").putArray("ipConfigurations").addObject();
    ObjectNode properties =
        configuration
            .put("name", "privateEndpointIpConfig")
            .putObject("properties")
            .put("privateIPAddress", address)
            .put("privateIPAllocationMethod", "Dynamic")
            .put("primary", true);
    endpoint
        .subnet()
        .flatMap(names::subnetId)
        .ifPresent(id -> properties.putObject("subnet").put("id", id));
    return new StoredResource(
        "Microsoft.Network/networkInterfaces", List.of(endpoint.id() + ".nic"), body);
  }

  private StoredResource endpoint(PrivateEndpoint endpoint, String address) {
    ObjectNode body = names.tracked();
    ObjectNode properties = body.putObject("properties");
    endpoint
        .subnet()
        .flatMap(names::subnetId)
        .ifPresent(id -> properties.putObject("subnet").put("id", id));
    properties
        .putArray("networkInterfaces")
        .addObject()
        .put("id", names.id("Microsoft.Network/networkInterfaces", endpoint.id() + ".nic"));
    ArrayNode connections = properties.putArray("privateLinkServiceConnections");
    names
        .target(endpoint.target())
        .ifPresent(target -> {
          ObjectNode connection = connections.addObject().put("name", endpoint.id());
          ObjectNode inside = connection.putObject("properties");
          inside.put("privateLinkServiceId", target.id());
          inside.putArray("groupIds").add(target.group());
          inside
              .putObject("privateLinkServiceConnectionState")
              .put("status", "Approved")
              .put("description", "Auto-Approved");
        });
    endpoint
        .dnsZone()
        .ifPresent(zone -> {
          ObjectNode dns = properties.putArray("customDnsConfigs").addObject();
          dns.put("fqdn", endpoint.target() + "." + zone.replaceFirst("^privatelink\\.", ""));
          dns.putArray("ipAddresses").add(address);
        });
    return new StoredResource("Microsoft.Network/privateEndpoints", List.of(endpoint.id()), body);
  }

  /** The next free address of its subnet: Azure keeps the first four for itself. */
  private static String address(PrivateEndpoint endpoint, Network network, int index) {
    String prefix =
        network.subnets().stream()
            .filter(s -> endpoint.subnet().filter(s.id()::equals).isPresent())
            .findFirst()
            .map(Subnet::addressPrefix)
            .orElse(network.addressSpace());
    String[] parts = prefix.split("[./]", -1);
    return parts.length < 4
        ? prefix
        : "%s.%s.%s.%d".formatted(parts[0], parts[1], parts[2], 200 + index % 50);
  }
}
