package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes Service.
 *
 * @param type ClusterIP, NodePort, LoadBalancer or ExternalName
 * @param addresses of its load balancer
 */
public record KubernetesService(
    ResourceId id,
    String namespace,
    String name,
    Map<String, String> labels,
    String type,
    Map<String, String> selector,
    List<Port> ports,
    Optional<String> clusterAddress,
    Optional<String> externalName,
    List<String> addresses)
    implements Resource {
  public KubernetesService {
    labels = Map.copyOf(labels);
    selector = Map.copyOf(selector);
    ports = List.copyOf(ports);
    addresses = List.copyOf(addresses);
  }

  /**
   * A port.
   *
   * @param target a number or the name of a container's port
   * @param nodePort the port that it opens on every node
   */
  public record Port(
      Optional<String> name,
      int port,
      Optional<String> target,
      Optional<Integer> nodePort,
      String protocol) {}
}
