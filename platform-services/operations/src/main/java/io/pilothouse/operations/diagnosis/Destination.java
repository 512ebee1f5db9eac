package io.pilothouse.operations.diagnosis;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.NetworkPolicy;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the packets of a call to a component go: to a port of pods in the cluster, or to one of the
 * world outside of it.
 *
 * @param pods whose; absent outside the cluster
 */
record Destination(int port, Optional<WorkloadResource> pods) {
  private static final int AMQP_OVER_TLS = 5671;
  private static final int HTTPS = 443;

  /** The label by which policies select a namespace of one name. */
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  /** Of a data service or an external system; absent where its port or its pods are not known. */
  static Optional<Destination> of(Situation situation, String component) {
    return situation
        .blueprint()
        .flatMap(b ->
            inCluster(situation, b, component)
                .or(() -> outside(b, component).map(p -> new Destination(p, Optional.empty()))));
  }

  private static Optional<Destination> inCluster(
      Situation situation, Blueprint blueprint, String component) {
    return Stream.concat(
            blueprint.databaseServers().stream()
                .filter(s -> s.id().equals(component) && s.deployment().isPresent())
                .map(s -> s.port()),
            blueprint.caches().stream()
                .filter(c -> c.id().equals(component) && c.deployment().isPresent())
                .map(c -> c.port()))
        .findFirst()
        .flatMap(port ->
            situation
                .workload(component)
                .map(w -> new Destination(port, Optional.of(w.deployment().value()))));
  }

  private static Optional<Integer> outside(Blueprint blueprint, String component) {
    return blueprint.databaseServers().stream()
        .filter(s -> s.id().equals(component) && s.deployment().isEmpty())
        .map(s -> s.port())
        .findFirst()
        .or(() ->
            blueprint.caches().stream()
                .filter(c -> c.id().equals(component) && c.deployment().isEmpty())
                .map(c -> c.port())
                .findFirst())
        .or(() ->
            blueprint.messageBrokers().stream()
                .filter(b -> b.id().equals(component))
                .map(b -> AMQP_OVER_TLS)
                .findFirst())
        .or(() ->
            blueprint.externalSystems().stream()
                .filter(e -> e.id().equals(component))
                .map(e -> HTTPS)
                .findFirst());
  }

  /** Whether some rule of a policy on who calls may let the call through. */
  boolean openUnder(NetworkPolicy policy) {
    return policy.egress().orElse(List.of()).stream()
        .anyMatch(rule ->
            (rule.peers().isEmpty() || rule.peers().stream().anyMatch(p -> means(p, policy)))
                && (rule.ports().isEmpty() || rule.ports().stream().anyMatch(this::named)));
  }

  /** Addresses outside are not told apart: one that is let through may be this one. */
  private boolean means(NetworkPolicy.Peer peer, NetworkPolicy policy) {
    if (peer.addresses().isPresent() || pods.isEmpty()) {
      return peer.addresses().isPresent() && pods.isEmpty();
    }
    WorkloadResource there = pods.get();
    boolean namespace =
        peer.namespaces()
            .map(n -> n.matches(Map.of(NAMESPACE_NAME, there.namespace())))
            .orElse(there.namespace().equals(policy.namespace()));
    return namespace && peer.pods().map(p -> p.matches(there.template().labels())).orElse(true);
  }

  /** The name of a pod's port may be this one's. */
  private boolean named(NetworkPolicy.Port allowed) {
    return allowed.protocol().equals("TCP")
        && allowed
            .port()
            .map(p ->
                p.chars().allMatch(Character::isDigit)
                    ? port >= Integer.parseInt(p)
                        && port <= allowed.endPort().orElse(Integer.parseInt(p))
                    : pods.isPresent())
            .orElse(true);
  }
}
