package io.pilothouse.localtwin.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import java.util.List;
import java.util.Map;

/**
 * What the NetworkPolicies of a cluster let through, by the rules of {@code networking.k8s.io/v1}:
 * a pod that no policy selects is open in that direction; one that some select may do what any of
 * them allows. Pure.
 *
 * @param policies those that are enforced
 * @param namespaces the labels of each namespace
 */
record PolicyRules(List<KubeObject> policies, Map<String, Map<String, String>> namespaces) {
  PolicyRules {
    policies = List.copyOf(policies);
    namespaces = Map.copyOf(namespaces);
  }

  /** A pod by what policies know of it. */
  record Pod(String namespace, Map<String, String> labels) {
    Pod {
      labels = Map.copyOf(labels);
    }
  }

  /** Whether a connection from the pod reaches the place. @param protocol TCP or UDP */
  boolean allows(Pod from, ComponentPlace to, String protocol) {
    return leaves(from, to, protocol) && enters(from, to, protocol);
  }

  private boolean leaves(Pod from, ComponentPlace to, String protocol) {
    List<KubeObject> selecting = selecting(from, "Egress");
    return selecting.isEmpty()
        || selecting.stream()
            .anyMatch(
                policy -> anyRule(policy.spec().path("egress"), "to", policy, to, to, protocol));
  }

  private boolean enters(Pod from, ComponentPlace to, String protocol) {
    if (!(to instanceof ComponentPlace.InPods pods)) {
      return true;
    }
    List<KubeObject> selecting = selecting(new Pod(pods.namespace(), pods.labels()), "Ingress");
    var source = new ComponentPlace.InPods(from.namespace(), from.labels(), to.port(), "");
    return selecting.isEmpty()
        || selecting.stream()
            .anyMatch(policy ->
                anyRule(policy.spec().path("ingress"), "from", policy, source, to, protocol));
  }

  private List<KubeObject> selecting(Pod pod, String direction) {
    return policies.stream()
        .filter(policy -> policy.namespace().equals(pod.namespace()))
        .filter(policy -> LabelSelector.of(policy.spec().path("podSelector")).matches(pod.labels()))
        .filter(policy -> concerns(policy, direction))
        .toList();
  }

  private static boolean concerns(KubeObject policy, String direction) {
    JsonNode types = policy.spec().path("policyTypes");
    if (types.isEmpty()) {
      return direction.equals("Ingress") || policy.spec().has("egress");
    }
    for (JsonNode type : types) {
      if (type.asText().equals(direction)) {
        return true;
      }
    }
    return false;
  }

  private boolean anyRule(
      JsonNode rules,
      String peers,
      KubeObject policy,
      ComponentPlace peer,
      ComponentPlace to,
      String protocol) {
    for (JsonNode rule : rules) {
      if (port(rule.path("ports"), to, protocol) && peer(rule.path(peers), policy, peer)) {
        return true;
      }
    }
    return false;
  }

  private static boolean port(JsonNode ports, ComponentPlace to, String protocol) {
    if (ports.isEmpty()) {
      return true;
    }
    for (JsonNode port : ports) {
      JsonNode number = port.path("port");
      boolean matches =
          number.isMissingNode()
              || (number.isNumber()
                  ? to.port() >= number.asInt()
                      && to.port() <= port.path("endPort").asInt(number.asInt())
                  : to instanceof ComponentPlace.InPods pods
                      && pods.portName().equals(number.asText()));
      if (matches && port.path("protocol").asText("TCP").equals(protocol)) {
        return true;
      }
    }
    return false;
  }

  private boolean peer(JsonNode peers, KubeObject policy, ComponentPlace place) {
    if (peers.isEmpty()) {
      return true;
    }
    for (JsonNode peer : peers) {
      boolean matches =
          switch (place) {
            case ComponentPlace.Outside outside -> inBlock(peer.path("ipBlock"), outside.address());
            case ComponentPlace.InPods pods ->
                !peer.has("ipBlock") && isPod(peer, policy.namespace(), pods);
          };
      if (matches) {
        return true;
      }
    }
    return false;
  }

  private boolean isPod(JsonNode peer, String ownNamespace, ComponentPlace.InPods pods) {
    boolean namespace =
        peer.has("namespaceSelector")
            ? LabelSelector.of(peer.path("namespaceSelector"))
                .matches(namespaces.getOrDefault(pods.namespace(), Map.of()))
            : pods.namespace().equals(ownNamespace);
    return namespace
        && (!peer.has("podSelector")
            || LabelSelector.of(peer.path("podSelector")).matches(pods.labels()));
  }

  private static boolean inBlock(JsonNode block, String address) {
    boolean inside =
        AddressBlock.parse(block.path("cidr").asText())
            .filter(range -> range.contains(address))
            .isPresent();
    for (JsonNode except : block.path("except")) {
      inside &=
          AddressBlock.parse(except.asText()).filter(range -> range.contains(address)).isEmpty();
    }
    return inside;
  }
}
