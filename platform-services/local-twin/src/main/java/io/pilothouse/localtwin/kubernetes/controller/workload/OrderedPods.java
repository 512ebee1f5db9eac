package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What the pods of a StatefulSet keep when they are replaced: name, host name and disks. Pure. */
final class OrderedPods {
  private static final int LONGEST_ORDINAL = 9;

  private OrderedPods() {}

  /** The ordinal in a pod's name; nothing when the name is none of the set's. */
  static OptionalInt ordinal(KubeObject set, KubeObject pod) {
    String prefix = set.name() + "-";
    String rest = pod.name().startsWith(prefix) ? pod.name().substring(prefix.length()) : "";
    boolean number = rest.matches("0|[1-9]\\d*") && rest.length() <= LONGEST_ORDINAL;
    return number ? OptionalInt.of(Integer.parseInt(rest)) : OptionalInt.empty();
  }

  /** The pod of an ordinal, made of a revision's template. */
  static ObjectNode pod(KubeObject set, int ordinal, KubeObject revision) {
    ObjectNode pod = OwnedPods.pod(set, TemplateRevisions.template(revision));
    String name = set.name() + "-" + ordinal;
    ObjectNode metadata = Json.child(pod, "metadata");
    metadata.remove("generateName");
    metadata.put("name", name);
    Json.child(metadata, "labels")
        .put("statefulset.kubernetes.io/pod-name", name)
        .put("apps.kubernetes.io/pod-index", Integer.toString(ordinal))
        .put(TemplateRevisions.LABEL, revision.name());
    ObjectNode spec = Json.child(pod, "spec");
    spec.put("hostname", name);
    String service = set.spec().path("serviceName").asText();
    if (!service.isEmpty()) {
      spec.put("subdomain", service);
    }
    ArrayNode volumes = Json.children(spec, "volumes");
    for (JsonNode claim : set.spec().path("volumeClaimTemplates")) {
      ObjectNode volume = volumes.addObject();
      volume.put("name", claimed(claim));
      volume.putObject("persistentVolumeClaim").put("claimName", claimed(claim) + "-" + name);
    }
    if (volumes.isEmpty()) {
      spec.remove("volumes");
    }
    return pod;
  }

  /** The claims for the disks of an ordinal, which outlive its pods. */
  static List<ObjectNode> claims(KubeObject set, int ordinal) {
    List<ObjectNode> claims = new ArrayList<>();
    for (JsonNode template : set.spec().path("volumeClaimTemplates")) {
      ObjectNode claim = template.deepCopy();
      claim.put("apiVersion", "v1");
      claim.put("kind", "PersistentVolumeClaim");
      ObjectNode metadata = Json.child(claim, "metadata");
      metadata.put("name", claimed(template) + "-" + set.name() + "-" + ordinal);
      ObjectNode labels = Json.child(metadata, "labels");
      set.at("spec", "selector", "matchLabels")
          .properties()
          .forEach(label -> labels.set(label.getKey(), label.getValue()));
      claims.add(claim);
    }
    return claims;
  }

  private static String claimed(JsonNode claimTemplate) {
    return claimTemplate.path("metadata").path("name").asText();
  }
}
