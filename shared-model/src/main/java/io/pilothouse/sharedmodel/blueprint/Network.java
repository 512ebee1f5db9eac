package io.pilothouse.sharedmodel.blueprint;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The virtual network and what may pass in it.
 *
 * @param addressSpace CIDR of the whole network
 * @param privateEndpoints endpoints by which managed services are reached from inside
 * @param securityRules rules of the network security groups, in the document's order
 * @param networkPolicies Kubernetes network policies
 */
public record Network(
    String id,
    String name,
    String addressSpace,
    List<Subnet> subnets,
    List<PrivateEndpoint> privateEndpoints,
    List<SecurityRule> securityRules,
    List<NetworkPolicy> networkPolicies,
    Optional<Source> source)
    implements Component {
  public Network {
    subnets = Lists.orEmpty(subnets);
    privateEndpoints = Lists.orEmpty(privateEndpoints);
    securityRules = Lists.orEmpty(securityRules);
    networkPolicies = Lists.orEmpty(networkPolicies);
  }

  /**
   * A private endpoint of a managed service. @param target id of the component it leads to; @param
   * subnet id of its subnet; absent where its address is in none that the document names
   */
  public record PrivateEndpoint(
      String id,
      String name,
      String target,
      Optional<String> subnet,
      Optional<String> address,
      Optional<String> dnsZone,
      Optional<Source> source)
      implements Component {}

  /**
   * One rule of a network security group. Ports as the document lists them; peer is an address, a
   * service tag or a subnet.
   */
  public record SecurityRule(
      String group,
      Direction direction,
      String name,
      List<Integer> ports,
      String peer,
      Verdict action,
      Optional<Source> source) {
    public SecurityRule {
      ports = Lists.orEmpty(ports);
    }
  }

  /** A Kubernetes NetworkPolicy: pods that it selects and the peers it lets through. */
  public record NetworkPolicy(
      String name,
      Map<String, String> podSelector,
      List<PolicyRule> ingress,
      List<PolicyRule> egress,
      Optional<Source> source) {
    public NetworkPolicy {
      podSelector = Lists.orEmpty(podSelector);
      ingress = Lists.orEmpty(ingress);
      egress = Lists.orEmpty(egress);
    }
  }

  /**
   * One allowed peer of a policy: pods by label, or a namespace, or anywhere outside when both are
   * absent.
   */
  public record PolicyRule(
      Map<String, String> pods,
      Optional<String> namespace,
      List<Integer> ports,
      Optional<String> purpose) {
    public PolicyRule {
      pods = Lists.orEmpty(pods);
      ports = Lists.orEmpty(ports);
    }
  }

  /** Direction of traffic as seen from what a rule protects. */
  public enum Direction {
    INBOUND,
    OUTBOUND
  }

  /** What a rule does with traffic that it matches. */
  public enum Verdict {
    ALLOW,
    DENY
  }
}
