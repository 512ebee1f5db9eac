package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.Map;

/**
 * What ties a DaemonSet's pod to its node: an affinity for the node's name, and tolerations of what
 * ails nodes. Pure.
 */
final class DaemonPod {
  private static final String NAME = "metadata.name";
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final Map<String, String> TOLERATED =
      Map.of(
          "not-ready", "NoExecute",
          "unreachable", "NoExecute",
          "disk-pressure", "NoSchedule",
          "memory-pressure", "NoSchedule",
          "pid-pressure", "NoSchedule",
          "unschedulable", "NoSchedule");

  private DaemonPod() {}

  /** Ties a pod's spec to a node; the node selector terms of its own hold besides. */
  static void on(String node, ObjectNode spec) {
    ObjectNode required =
        Json.child(Json.child(Json.child(spec, "affinity"), "nodeAffinity"), REQUIRED);
    ArrayNode terms = Json.children(required, "nodeSelectorTerms");
    if (terms.isEmpty()) {
      terms.addObject();
    }
    for (ObjectNode term : Json.objects(terms)) {
      ObjectNode field = term.putArray("matchFields").addObject();
      field.put("key", NAME).put("operator", "In").putArray("values").add(node);
    }
    ArrayNode tolerations = Json.children(spec, "tolerations");
    TOLERATED.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each ->
            tolerations
                .addObject()
                .put("key", "node.kubernetes.io/" + each.getKey())
                .put("operator", "Exists")
                .put("effect", each.getValue()));
  }

  /** The node that a pod is tied to. */
  static String target(KubeObject pod) {
    JsonNode terms = pod.at("spec", "affinity", "nodeAffinity", REQUIRED, "nodeSelectorTerms");
    return terms.path(0).path("matchFields").path(0).path("values").path(0).asText();
  }
}
