package io.pilothouse.localtwin.kubernetes.controller.scheduling;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import io.pilothouse.localtwin.kubernetes.model.OwnerReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a pod asks about other pods: topology spread, affinity and anti-affinity. Pure. */
final class PodSpread {
  private static final String ZONE = "topology.kubernetes.io/zone";

  private final KubeObject pod;
  private final List<NodeView> nodes;

  PodSpread(KubeObject pod, List<NodeView> nodes) {
    this.pod = pod;
    this.nodes = List.copyOf(nodes);
  }

  /** Whether placing the pod on the node keeps every hard spread constraint. */
  boolean keepsConstraints(NodeView node) {
    for (JsonNode constraint : pod.spec().path("topologySpreadConstraints")) {
      boolean hard =
          constraint.path("whenUnsatisfiable").asText("DoNotSchedule").equals("DoNotSchedule");
      if (hard && skew(node, constraint) > constraint.path("maxSkew").asInt(1)) {
        return false;
      }
    }
    return true;
  }

  /** How far the node's domain would stand above the emptiest one with the pod on it. */
  int skew(NodeView node, JsonNode constraint) {
    String key = constraint.path("topologyKey").asText();
    String domain = node.labels().get(key);
    if (domain == null) {
      return Integer.MAX_VALUE;
    }
    LabelSelector selector = LabelSelector.of(constraint.path("labelSelector"));
    Map<String, Integer> counts = new HashMap<>();
    for (NodeView each : nodes) {
      String at = each.labels().get(key);
      if (at != null && NodeSelection.selected(pod, each.node())) {
        counts.merge(at, matching(each, selector), Integer::sum);
      }
    }
    int least = counts.values().stream().min(Integer::compare).orElse(0);
    return counts.getOrDefault(domain, 0) + 1 - least;
  }

  private int matching(NodeView node, LabelSelector selector) {
    int count = 0;
    for (KubeObject other : node.pods()) {
      if (other.namespace().equals(pod.namespace())
          && !other.deleting()
          && selector.matches(other.labels())) {
        count++;
      }
    }
    return count;
  }

  boolean keepsAntiAffinity(NodeView node) {
    for (JsonNode term : required(pod, "podAntiAffinity")) {
      if (podsInDomain(node, term, pod) > 0) {
        return false;
      }
    }
    for (NodeView each : nodes) {
      for (KubeObject other : each.pods()) {
        for (JsonNode term : required(other, "podAntiAffinity")) {
          if (sameDomain(each, node, term) && selects(term, other, pod)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  boolean keepsAffinity(NodeView node) {
    for (JsonNode term : required(pod, "podAffinity")) {
      boolean firstOfItsKind =
          selects(term, pod, pod)
              && nodes.stream()
                  .flatMap(each -> each.pods().stream())
                  .noneMatch(other -> selects(term, pod, other));
      if (podsInDomain(node, term, pod) == 0 && !firstOfItsKind) {
        return false;
      }
    }
    return true;
  }

  /** The wishes that a node does not fulfil, weighed; lower is better. */
  int penalty(NodeView node) {
    int penalty = pod.spec().path("topologySpreadConstraints").isEmpty() ? siblings(node) : 0;
    for (JsonNode constraint : pod.spec().path("topologySpreadConstraints")) {
      penalty += 20 * Math.clamp(skew(node, constraint), 0, 50);
    }
    JsonNode wishes =
        pod.at(
            "spec",
            "affinity",
            "podAntiAffinity",
            "preferredDuringSchedulingIgnoredDuringExecution");
    for (JsonNode wish : wishes) {
      int weight = wish.path("weight").asInt(1);
      penalty += weight * podsInDomain(node, wish.path("podAffinityTerm"), pod);
    }
    return penalty;
  }

  /** The scheduler's default constraints: pods of one workload spread over zones and nodes. */
  private int siblings(NodeView node) {
    String owner = pod.controller().map(OwnerReference::uid).orElse("");
    String zone = node.labels().getOrDefault(ZONE, "");
    int count = 0;
    for (NodeView each : nodes) {
      boolean sameNode = each.node().name().equals(node.node().name());
      boolean sameZone = each.labels().getOrDefault(ZONE, "").equals(zone);
      if (sameZone && !owner.isEmpty()) {
        long here =
            each.pods().stream()
                .filter(other -> !other.deleting())
                .filter(
                    other -> other.controller().map(OwnerReference::uid).orElse("").equals(owner))
                .count();
        count += (int) here * (sameNode ? 3 : 1);
      }
    }
    return count;
  }

  private static List<JsonNode> required(KubeObject pod, String kind) {
    List<JsonNode> terms = new ArrayList<>();
    pod.at("spec", "affinity", kind, "requiredDuringSchedulingIgnoredDuringExecution")
        .forEach(terms::add);
    return terms;
  }

  private int podsInDomain(NodeView node, JsonNode term, KubeObject asking) {
    int count = 0;
    for (NodeView each : nodes) {
      if (sameDomain(each, node, term)) {
        for (KubeObject other : each.pods()) {
          count += selects(term, asking, other) ? 1 : 0;
        }
      }
    }
    return count;
  }

  private static boolean sameDomain(NodeView one, NodeView other, JsonNode term) {
    String key = term.path("topologyKey").asText();
    String domain = one.labels().get(key);
    return domain != null && domain.equals(other.labels().get(key));
  }

  private static boolean selects(JsonNode term, KubeObject asking, KubeObject other) {
    boolean namespace = other.namespace().equals(asking.namespace());
    for (JsonNode named : term.path("namespaces")) {
      namespace |= named.asText().equals(other.namespace());
    }
    return namespace && LabelSelector.of(term.path("labelSelector")).matches(other.labels());
  }
}
