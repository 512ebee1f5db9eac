package io.pilothouse.localtwin.deploy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.Network.NetworkPolicy;
import io.pilothouse.sharedmodel.blueprint.Network.PolicyRule;

/**
 * NetworkPolicy objects as a blueprint words them, its mistakes kept: one that names its managed
 * databases as pods would cut the system off, so they are marked as not enforced.
 */
final class NetworkPolicies {

  private NetworkPolicies() {}

  static ObjectNode object(NetworkPolicy policy, String namespace) {
    var object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "networking.k8s.io/v1").put("kind", "NetworkPolicy");
    object
        .putObject("metadata")
        .put("name", policy.name())
        .put("namespace", namespace)
        .putObject("annotations")
        .put(PolicedNetwork.ENFORCED, "false");
    var spec = object.putObject("spec");
    var labels = spec.putObject("podSelector").putObject("matchLabels");
    policy.podSelector().forEach(labels::put);
    spec.putArray("policyTypes").add("Ingress").add("Egress");
    var ingress = spec.putArray("ingress");
    policy.ingress().forEach(rule -> rule(ingress.addObject(), "from", rule));
    var egress = spec.putArray("egress");
    policy.egress().forEach(rule -> rule(egress.addObject(), "to", rule));
    return object;
  }

  private static void rule(ObjectNode node, String direction, PolicyRule rule) {
    if (!rule.pods().isEmpty() || rule.namespace().isPresent()) {
      var peer = node.putArray(direction).addObject();
      rule.namespace()
          .ifPresent(name ->
              peer.putObject("namespaceSelector")
                  .putObject("matchLabels")
                  .put("kubernetes.io/metadata.name", name));
      if (!rule.pods().isEmpty()) {
        var labels = peer.putObject("podSelector").putObject("matchLabels");
        rule.pods().forEach(labels::put);
      }
    }
    var ports = node.putArray("ports");
    rule.ports().forEach(port -> ports.addObject().put("protocol", "TCP").put("port", port));
  }
}
