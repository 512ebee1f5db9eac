package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Azure network security group with its own rules; those that Azure gives every group are left
 * out.
 *
 * @param rules by direction and priority, the first that matches decides
 * @param subnets ids of the subnets that it guards
 */
public record NetworkSecurityGroup(
    ResourceId id,
    String name,
    String resourceGroup,
    String location,
    Map<String, String> tags,
    List<Rule> rules,
    List<ResourceId> subnets)
    implements Resource {
  public NetworkSecurityGroup {
    tags = Map.copyOf(tags);
    rules = List.copyOf(rules);
    subnets = List.copyOf(subnets);
  }

  /**
   * A rule.
   *
   * @param priority 100–4096, the lowest first
   * @param direction Inbound or Outbound
   * @param access Allow or Deny
   * @param protocol Tcp, Udp, Icmp or *
   * @param sources CIDRs, service tags or *
   * @param sourcePorts ports, ranges or *
   * @param destinations CIDRs, service tags or *
   * @param destinationPorts ports, ranges or *
   */
  public record Rule(
      String name,
      int priority,
      String direction,
      String access,
      String protocol,
      List<String> sources,
      List<String> sourcePorts,
      List<String> destinations,
      List<String> destinationPorts,
      Optional<String> description) {
    public Rule {
      sources = List.copyOf(sources);
      sourcePorts = List.copyOf(sourcePorts);
      destinations = List.copyOf(destinations);
      destinationPorts = List.copyOf(destinationPorts);
    }
  }
}
