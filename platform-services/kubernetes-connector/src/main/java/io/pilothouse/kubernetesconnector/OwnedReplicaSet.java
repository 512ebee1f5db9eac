package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.instant;
import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.map;
import static io.pilothouse.kubernetesconnector.PlatformText.number;
import static io.pilothouse.kubernetesconnector.PlatformText.text;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a ReplicaSet tells of a Deployment's history: the little that is kept of each in memory.
 *
 * @param deploymentUid the Deployment that controls it
 * @param template as YAML, without what the controller adds
 */
record OwnedReplicaSet(
    String uid,
    String name,
    String deploymentUid,
    long revision,
    List<String> images,
    Optional<String> changeCause,
    Instant createdAt,
    int replicas,
    String template) {
  static final String REVISION = "deployment.kubernetes.io/revision";
  static final String CHANGE_CAUSE = "kubernetes.io/change-cause";

  /** Empty if no Deployment controls it, or it has no revision yet. */
  static Optional<OwnedReplicaSet> of(ReplicaSet set) {
    Optional<String> owner =
        list(set.getMetadata().getOwnerReferences()).stream()
            .filter(o -> "Deployment".equals(o.getKind()))
            .filter(o -> Boolean.TRUE.equals(o.getController()))
            .map(OwnerReference::getUid)
            .findFirst();
    var annotations = map(set.getMetadata().getAnnotations());
    Optional<Long> revision = text(annotations.get(REVISION)).flatMap(OwnedReplicaSet::whole);
    PodTemplateSpec template =
        Optional.ofNullable(set.getSpec().getTemplate()).orElseGet(PodTemplateSpec::new);
    return owner.flatMap(uid ->
        revision.map(number ->
            new OwnedReplicaSet(
                set.getMetadata().getUid(),
                set.getMetadata().getName(),
                uid,
                number,
                PodTemplates.images(template),
                text(annotations.get(CHANGE_CAUSE)),
                instant(set.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH),
                Math.max(
                    number(set.getSpec().getReplicas()),
                    set.getStatus() == null ? 0 : number(set.getStatus().getReplicas())),
                PodTemplates.yaml(template))));
  }

  static Optional<Long> whole(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
