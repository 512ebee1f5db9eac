package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.List;

/** Pods: a fresh one is Pending, its spec is fixed but for images, tolerations and the deadline. */
final class PodStrategy implements ResourceStrategy {
  private static final List<String> ADMITTED_TOLERATIONS = List.of("not-ready", "unreachable");

  @Override
  public void setDefaults(ObjectNode tree) {
    ObjectNode spec = Json.child(tree, "spec");
    PodDefaults.apply(spec);
    Json.setDefault(
        spec, "enableServiceLinks", com.fasterxml.jackson.databind.node.BooleanNode.TRUE);
    Json.setDefault(spec, "serviceAccountName", "default");
    Json.setDefault(spec, "serviceAccount", spec.path("serviceAccountName").asText());
    Json.setDefault(spec, "priority", 0);
    Json.setDefault(spec, "preemptionPolicy", "PreemptLowerPriority");
  }

  @Override
  public void prepareForCreate(ObjectNode tree) {
    ObjectNode status = tree.putObject("status");
    status.put("phase", "Pending");
    status.put("qosClass", qualityOfService(tree.path("spec")));
    ObjectNode spec = Json.child(tree, "spec");
    for (String condition : ADMITTED_TOLERATIONS) {
      tolerate(spec, "node.kubernetes.io/" + condition);
    }
  }

  /** The admission plugin DefaultTolerationSeconds: five minutes on a lost node. */
  private static void tolerate(ObjectNode spec, String key) {
    for (JsonNode toleration : spec.path("tolerations")) {
      if (toleration.path("key").asText().equals(key)) {
        return;
      }
    }
    ObjectNode toleration = Json.children(spec, "tolerations").addObject();
    toleration.put("key", key);
    toleration.put("operator", "Exists");
    toleration.put("effect", "NoExecute");
    toleration.put("tolerationSeconds", 300);
  }

  @Override
  public void validate(ResourceType type, ObjectNode tree) {
    PodValidation.validate(
        type, tree.path("metadata").path("name").asText(), "spec", tree.path("spec"));
  }

  @Override
  public void validateUpdate(ResourceType type, ObjectNode tree, KubeObject before) {
    if (!fixedPart(tree.path("spec")).equals(fixedPart(before.spec()))) {
      throw type.invalid(
          before.name(),
          "spec",
          "Forbidden: pod updates may not change fields other than"
              + " `spec.containers[*].image`,`spec.initContainers[*].image`,"
              + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing"
              + " tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it"
              + " was previously negative)");
    }
  }

  private static JsonNode fixedPart(JsonNode spec) {
    ObjectNode fixed = spec.deepCopy();
    fixed.remove("tolerations");
    fixed.remove("activeDeadlineSeconds");
    for (String list : List.of("initContainers", "containers")) {
      Json.objects(fixed.path(list)).forEach(container -> container.remove("image"));
    }
    return fixed;
  }

  @Override
  public int gracePeriodSeconds(KubeObject pod) {
    boolean finished = List.of("Succeeded", "Failed").contains(pod.status().path("phase").asText());
    boolean placed = pod.spec().hasNonNull("nodeName");
    return placed && !finished ? pod.spec().path("terminationGracePeriodSeconds").asInt(30) : 0;
  }

  private static String qualityOfService(JsonNode spec) {
    boolean any = false;
    boolean guaranteed = true;
    for (JsonNode container : spec.path("containers")) {
      JsonNode resources = container.path("resources");
      any |= !resources.path("requests").isEmpty() || !resources.path("limits").isEmpty();
      for (String name : List.of("cpu", "memory")) {
        JsonNode limit = resources.path("limits").path(name);
        guaranteed &= !limit.isMissingNode() && limit.equals(resources.path("requests").path(name));
      }
    }
    if (!any) {
      return "BestEffort";
    }
    return guaranteed ? "Guaranteed" : "Burstable";
  }
}
