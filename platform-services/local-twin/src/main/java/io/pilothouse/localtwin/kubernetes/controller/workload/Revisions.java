package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ObjectNames;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.OwnerReference;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The names and annotations by which a deployment's ReplicaSets are its revisions. */
final class Revisions {
  static final String REVISION = "deployment.kubernetes.io/revision";
  static final String HISTORY = "deployment.kubernetes.io/revision-history";
  static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  static final String MAX = "deployment.kubernetes.io/max-replicas";
  static final String HASH = "pod-template-hash";
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final Set<String> NOT_COPIED =
      Set.of(REVISION, HISTORY, DESIRED, MAX, LAST_APPLIED, "deprecated.deployment.rollback.to");
  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  private Revisions() {}

  static long of(KubeObject replicaSet) {
    String revision = replicaSet.annotations().getOrDefault(REVISION, "0");
    return revision.matches("\\d{1,18}") ? Long.parseLong(revision) : 0;
  }

  /** Whether both run the same template, apart from the hash label. */
  static boolean sameTemplate(KubeObject deployment, KubeObject replicaSet) {
    return withoutHash(deployment).equals(withoutHash(replicaSet));
  }

  private static JsonNode withoutHash(KubeObject workload) {
    ObjectNode template = workload.spec().path("template").deepCopy();
    if (template.path("metadata").get("labels") instanceof ObjectNode labels) {
      labels.remove(HASH);
    }
    if (template.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("creationTimestamp");
    }
    return template;
  }

  /** The template's hash as it appears in names: FNV-1a of its fields in order, then encoded. */
  static String hash(KubeObject deployment) {
    StringBuilder canonical = new StringBuilder();
    write(deployment.spec().path("template"), canonical);
    int collisions = deployment.status().path("collisionCount").asInt(0);
    if (collisions > 0) {
      canonical.append(collisions);
    }
    int hash = FNV_OFFSET;
    for (byte part : canonical.toString().getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (part & 0xff)) * FNV_PRIME;
    }
    return ObjectNames.safeEncode(Integer.toUnsignedString(hash));
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node instanceof ObjectNode object) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
      sorted.forEach((name, value) -> {
        out.append(name).append('{');
        write(value, out);
        out.append('}');
      });
    } else if (node.isArray()) {
      node.forEach(element -> {
        out.append('[');
        write(element, out);
        out.append(']');
      });
    } else {
      out.append(node.asText());
    }
  }

  /** A new ReplicaSet for the deployment's template, told apart by the hash. */
  static ObjectNode replicaSet(KubeObject deployment, String name, String hash, int replicas) {
    ObjectNode set = Json.object();
    set.put("apiVersion", "apps/v1");
    ObjectNode metadata = set.putObject("metadata");
    metadata.put("name", name);
    ObjectNode template = deployment.spec().path("template").deepCopy();
    ObjectNode labels = Json.child(Json.child(template, "metadata"), "labels");
    labels.put(HASH, hash);
    metadata.set("labels", labels.deepCopy());
    metadata.putArray("ownerReferences").add(OwnerReference.controlledBy(deployment).tree());
    ObjectNode spec = set.putObject("spec");
    spec.put("replicas", replicas);
    spec.put("minReadySeconds", deployment.spec().path("minReadySeconds").asInt());
    spec.set("selector", deployment.spec().path("selector").deepCopy());
    Json.child(Json.child(spec, "selector"), "matchLabels").put(HASH, hash);
    spec.set("template", template);
    return set;
  }

  /**
   * Copies a deployment's annotations to the ReplicaSet that is current, and makes it this
   * revision.
   */
  static void mark(ObjectNode replicaSet, KubeObject deployment, long revision) {
    ObjectNode annotations = Json.child(Json.child(replicaSet, "metadata"), "annotations");
    deployment
        .annotations()
        .forEach((name, text) -> {
          if (!NOT_COPIED.contains(name)) {
            annotations.put(name, text);
          }
        });
    String before = annotations.path(REVISION).asText();
    long old = before.isEmpty() ? 0 : Long.parseLong(before);
    if (old < revision) {
      annotations.put(REVISION, Long.toString(revision));
      if (old > 0) {
        String history = annotations.path(HISTORY).asText();
        annotations.put(HISTORY, history.isEmpty() ? before : history + "," + before);
      }
    }
  }

  static void markSizes(ObjectNode replicaSet, int desired, int max) {
    ObjectNode annotations = Json.child(Json.child(replicaSet, "metadata"), "annotations");
    annotations.put(DESIRED, Integer.toString(desired));
    annotations.put(MAX, Integer.toString(max));
  }
}
