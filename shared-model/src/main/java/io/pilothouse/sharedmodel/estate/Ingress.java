package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes Ingress.
 *
 * @param ingressClass which controller serves it
 * @param annotations what the controller is told beside, such as a rate limit
 * @param tlsHosts hosts with a certificate
 * @param addresses under which the controller serves it
 */
public record Ingress(
    ResourceId id,
    String namespace,
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    Optional<String> ingressClass,
    List<Path> paths,
    List<String> tlsHosts,
    List<String> addresses)
    implements Resource {
  public Ingress {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    paths = List.copyOf(paths);
    tlsHosts = List.copyOf(tlsHosts);
    addresses = List.copyOf(addresses);
  }

  /**
   * One route.
   *
   * @param host absent for every host
   * @param type Prefix, Exact or ImplementationSpecific
   * @param port number or name of the service's port
   */
  public record Path(
      Optional<String> host, String path, String type, String service, Optional<String> port) {}
}
