package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An Azure virtual network with its subnets. @param addressSpace CIDRs */
public record VirtualNetwork(
    ResourceId id,
    String name,
    String resourceGroup,
    String location,
    Map<String, String> tags,
    List<String> addressSpace,
    List<Subnet> subnets)
    implements Resource {
  public VirtualNetwork {
    tags = Map.copyOf(tags);
    addressSpace = List.copyOf(addressSpace);
    subnets = List.copyOf(subnets);
  }

  /**
   * A subnet.
   *
   * @param addressPrefixes CIDRs
   * @param delegations resource types that it is delegated to, such as {@code
   *     Microsoft.DBforPostgreSQL/flexibleServers}
   * @param securityGroup id of its network security group
   * @param serviceEndpoints providers that it reaches by service endpoints, such as {@code
   *     Microsoft.Storage}
   */
  public record Subnet(
      ResourceId id,
      String name,
      List<String> addressPrefixes,
      List<String> delegations,
      Optional<ResourceId> securityGroup,
      List<String> serviceEndpoints) {
    public Subnet {
      addressPrefixes = List.copyOf(addressPrefixes);
      delegations = List.copyOf(delegations);
      serviceEndpoints = List.copyOf(serviceEndpoints);
    }
  }
}
