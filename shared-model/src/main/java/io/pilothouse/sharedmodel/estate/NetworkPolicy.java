package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes NetworkPolicy: what may reach the pods that it selects, and what they may reach.
 *
 * @param ingress absent if it says nothing on what comes in; empty if it lets nothing in
 * @param egress absent if it says nothing on what goes out; empty if it lets nothing out
 */
public record NetworkPolicy(
    ResourceId id,
    String namespace,
    String name,
    Map<String, String> labels,
    LabelSelector pods,
    Optional<List<Rule>> ingress,
    Optional<List<Rule>> egress)
    implements Resource {
  public NetworkPolicy {
    labels = Map.copyOf(labels);
    ingress = ingress.map(List::copyOf);
    egress = egress.map(List::copyOf);
  }

  /** One thing that is let through. @param peers empty for anybody; @param ports empty for all */
  public record Rule(List<Peer> peers, List<Port> ports) {
    public Rule {
      peers = List.copyOf(peers);
      ports = List.copyOf(ports);
    }
  }

  /**
   * Who is let through: pods (of the policy's own namespace unless namespaces are given), all pods
   * of namespaces, or addresses.
   */
  public record Peer(
      Optional<LabelSelector> pods,
      Optional<LabelSelector> namespaces,
      Optional<String> addresses,
      List<String> exceptAddresses) {
    public Peer {
      exceptAddresses = List.copyOf(exceptAddresses);
    }
  }

  /**
   * A port.
   *
   * @param port a number or the name of a container's port; absent for all
   * @param endPort end of a range that begins at {@code port}
   */
  public record Port(String protocol, Optional<String> port, Optional<Integer> endPort) {}
}
