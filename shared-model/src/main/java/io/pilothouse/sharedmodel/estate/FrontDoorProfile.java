package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Azure Front Door profile.
 *
 * @param sku Standard_AzureFrontDoor or Premium_AzureFrontDoor
 * @param hosts names of its endpoints
 * @param firewallPolicies ids of the policies that its security policies name
 */
public record FrontDoorProfile(
    ResourceId id,
    String name,
    String resourceGroup,
    Map<String, String> tags,
    Optional<String> state,
    Optional<String> sku,
    List<String> hosts,
    List<ResourceId> firewallPolicies)
    implements Resource {
  public FrontDoorProfile {
    tags = Map.copyOf(tags);
    hosts = List.copyOf(hosts);
    firewallPolicies = List.copyOf(firewallPolicies);
  }
}
