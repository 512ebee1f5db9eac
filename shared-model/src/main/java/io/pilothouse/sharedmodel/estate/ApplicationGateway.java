package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Azure Application Gateway.
 *
 * @param sku such as Standard_v2 or WAF_v2
 * @param capacity instances without autoscaling
 * @param firewallPolicy id of its web application firewall policy
 * @param firewallMode Detection or Prevention, of a firewall that is configured in the gateway
 *     itself
 */
public record ApplicationGateway(
    ResourceId id,
    String name,
    String resourceGroup,
    String location,
    Map<String, String> tags,
    String provisioningState,
    Optional<String> operationalState,
    Optional<String> sku,
    Optional<String> tier,
    Optional<Integer> capacity,
    Optional<Integer> minimumCapacity,
    Optional<Integer> maximumCapacity,
    List<String> zones,
    List<ResourceId> subnets,
    List<String> privateAddresses,
    List<Listener> listeners,
    List<String> backendPools,
    Optional<ResourceId> firewallPolicy,
    Optional<String> firewallMode)
    implements Resource {
  public ApplicationGateway {
    tags = Map.copyOf(tags);
    zones = List.copyOf(zones);
    subnets = List.copyOf(subnets);
    privateAddresses = List.copyOf(privateAddresses);
    listeners = List.copyOf(listeners);
    backendPools = List.copyOf(backendPools);
  }

  /** A listener. @param protocol Http or Https */
  public record Listener(String name, String protocol, Optional<Integer> port, List<String> hosts) {
    public Listener {
      hosts = List.copyOf(hosts);
    }
  }
}
