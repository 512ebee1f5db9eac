package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A template of a workload's history that is to be put back. Pure.
 *
 * @param revision name of the ReplicaSet or ControllerRevision that keeps it
 * @param changeCause why it was rolled out, as its author wrote it
 */
record EarlierTemplate(String revision, PodTemplateSpec template, Optional<String> changeCause) {

  static EarlierTemplate of(OwnedReplicaSet owned, ReplicaSet set) {
    return new EarlierTemplate(
        owned.name(), PodTemplates.withoutHash(set.getSpec().getTemplate()), owned.changeCause());
  }

  /**
   * The one of a number. @throws ControlException.Rejected if there is none; names those there are
   */
  static EarlierTemplate of(Map<Long, EarlierTemplate> known, long revision, String workload)
      throws ControlException {
    return Optional.ofNullable(known.get(revision))
        .orElseThrow(() ->
            KubernetesDeploymentControl.rejected(
                Sentence.of(
                    "kubernetes.deployment.no-revision",
                    workload,
                    revision,
                    known.keySet().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ")))));
  }

  /** A JSON patch; naming the resource version makes the server refuse it after any change. */
  String patch(HasMetadata workload, String runId, KubernetesSerialization serialization) {
    Map<String, String> annotations = PlatformText.map(workload.getMetadata().getAnnotations());
    var patch = new ArrayList<Map<String, Object>>();
    patch.add(
        operation(
            "replace", "/metadata/resourceVersion", workload.getMetadata().getResourceVersion()));
    patch.add(operation("replace", "/spec/template", template));
    if (annotations.isEmpty()) {
      patch.add(operation("add", "/metadata/annotations", Map.of()));
    }
    patch.add(operation("add", pointer(KubernetesDeploymentControl.RUN), runId));
    // The controller copies the annotation to what keeps the template: left as it is, the old
    // revision would get the reason of the new one.
    if (changeCause.isPresent()) {
      patch.add(operation("add", pointer(OwnedReplicaSet.CHANGE_CAUSE), changeCause.get()));
    } else if (annotations.containsKey(OwnedReplicaSet.CHANGE_CAUSE)) {
      patch.add(Map.of("op", "remove", "path", pointer(OwnedReplicaSet.CHANGE_CAUSE)));
    }
    return serialization.asJson(patch);
  }

  private static Map<String, Object> operation(String op, String path, Object value) {
    return Map.of("op", op, "path", path, "value", value);
  }

  private static String pointer(String annotation) {
    return "/metadata/annotations/" + annotation.replace("~", "~0").replace("/", "~1");
  }
}
