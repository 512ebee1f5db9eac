package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.map;
import static io.pilothouse.kubernetesconnector.PlatformText.number;
import static io.pilothouse.kubernetesconnector.PlatformText.text;
import static io.pilothouse.kubernetesconnector.SelectorMapper.word;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.pilothouse.sharedmodel.estate.Ingress;
import io.pilothouse.sharedmodel.estate.KubernetesService;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.NetworkPolicy;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Maps what leads traffic to pods and what lets it through. Pure. */
final class NetworkMapper {
  private NetworkMapper() {}

  static NetworkPolicy policy(io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy policy) {
    String namespace = policy.getMetadata().getNamespace();
    String name = policy.getMetadata().getName();
    var spec = policy.getSpec();
    List<String> types = list(spec.getPolicyTypes());
    // Without types a policy is about what comes in, and about what goes out if it has such rules.
    boolean outgoing =
        types.isEmpty() ? !list(spec.getEgress()).isEmpty() : types.contains("Egress");
    boolean incoming = types.isEmpty() || types.contains("Ingress");
    return new NetworkPolicy(
        ResourceId.kubernetes("networkpolicy", namespace, name),
        namespace,
        name,
        map(policy.getMetadata().getLabels()),
        SelectorMapper.map(spec.getPodSelector()).orElse(LabelSelector.of(Map.of())),
        incoming
            ? Optional.of(
                list(spec.getIngress()).stream().map(r -> rule(r.getFrom(), r.getPorts())).toList())
            : Optional.empty(),
        outgoing
            ? Optional.of(
                list(spec.getEgress()).stream().map(r -> rule(r.getTo(), r.getPorts())).toList())
            : Optional.empty());
  }

  private static NetworkPolicy.Rule rule(
      @Nullable List<NetworkPolicyPeer> peers, @Nullable List<NetworkPolicyPort> ports) {
    return new NetworkPolicy.Rule(
        list(peers).stream().map(NetworkMapper::peer).toList(),
        list(ports).stream()
            .map(p ->
                new NetworkPolicy.Port(
                    text(p.getProtocol()).orElse("TCP"),
                    word(p.getPort()),
                    Optional.ofNullable(p.getEndPort())))
            .toList());
  }

  private static NetworkPolicy.Peer peer(NetworkPolicyPeer peer) {
    var block = Optional.ofNullable(peer.getIpBlock());
    return new NetworkPolicy.Peer(
        SelectorMapper.map(peer.getPodSelector()),
        SelectorMapper.map(peer.getNamespaceSelector()),
        block.flatMap(b -> text(b.getCidr())),
        block.map(b -> list(b.getExcept())).orElse(List.of()));
  }

  static KubernetesService service(Service service) {
    String namespace = service.getMetadata().getNamespace();
    String name = service.getMetadata().getName();
    var spec = service.getSpec();
    return new KubernetesService(
        ResourceId.kubernetes("service", namespace, name),
        namespace,
        name,
        map(service.getMetadata().getLabels()),
        text(spec.getType()).orElse("ClusterIP"),
        map(spec.getSelector()),
        list(spec.getPorts()).stream()
            .map(p ->
                new KubernetesService.Port(
                    text(p.getName()),
                    number(p.getPort()),
                    word(p.getTargetPort()),
                    Optional.ofNullable(p.getNodePort()).filter(n -> n > 0),
                    text(p.getProtocol()).orElse("TCP")))
            .toList(),
        text(spec.getClusterIP()).filter(ip -> !ip.equals("None")),
        text(spec.getExternalName()),
        service.getStatus() == null || service.getStatus().getLoadBalancer() == null
            ? List.of()
            : list(service.getStatus().getLoadBalancer().getIngress()).stream()
                .flatMap(a -> text(a.getIp()).or(() -> text(a.getHostname())).stream())
                .toList());
  }

  static Ingress ingress(io.fabric8.kubernetes.api.model.networking.v1.Ingress ingress) {
    String namespace = ingress.getMetadata().getNamespace();
    String name = ingress.getMetadata().getName();
    Map<String, String> annotations = map(ingress.getMetadata().getAnnotations());
    var spec = ingress.getSpec();
    Stream<Ingress.Path> routes =
        list(spec.getRules()).stream()
            .filter(r -> r.getHttp() != null)
            .flatMap(
                r -> list(r.getHttp().getPaths()).stream().map(p -> path(text(r.getHost()), p)));
    Stream<Ingress.Path> rest =
        Optional.ofNullable(spec.getDefaultBackend()).stream()
            .map(b -> new Ingress.Path(Optional.empty(), "/", "Prefix", backend(b), port(b)));
    return new Ingress(
        ResourceId.kubernetes("ingress", namespace, name),
        namespace,
        name,
        map(ingress.getMetadata().getLabels()),
        annotations,
        // What came before the field, and is still written.
        text(spec.getIngressClassName())
            .or(() -> text(annotations.get("kubernetes.io/ingress.class"))),
        Stream.concat(routes, rest).toList(),
        list(spec.getTls()).stream().flatMap(t -> list(t.getHosts()).stream()).toList(),
        ingress.getStatus() == null || ingress.getStatus().getLoadBalancer() == null
            ? List.of()
            : list(ingress.getStatus().getLoadBalancer().getIngress()).stream()
                .flatMap(a -> text(a.getIp()).or(() -> text(a.getHostname())).stream())
                .toList());
  }

  private static Ingress.Path path(Optional<String> host, HTTPIngressPath path) {
    return new Ingress.Path(
        host,
        text(path.getPath()).orElse("/"),
        text(path.getPathType()).orElse("ImplementationSpecific"),
        backend(path.getBackend()),
        port(path.getBackend()));
  }

  private static String backend(IngressBackend backend) {
    return backend.getService() == null ? "" : backend.getService().getName();
  }

  private static Optional<String> port(IngressBackend backend) {
    return Optional.ofNullable(backend.getService())
        .flatMap(s -> Optional.ofNullable(s.getPort()))
        .flatMap(p ->
            p.getNumber() == null ? text(p.getName()) : Optional.of(String.valueOf(p.getNumber())));
  }
}
