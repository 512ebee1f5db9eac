package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.instant;
import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.map;
import static io.pilothouse.kubernetesconnector.PlatformText.text;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a ControllerRevision tells of a StatefulSet's history: the little that is kept of each in
 * memory.
 *
 * @param statefulSetUid the StatefulSet that controls it
 * @param template as YAML, without what the controller adds
 */
record OwnedRevision(
    String uid,
    String name,
    String statefulSetUid,
    long number,
    List<String> images,
    Optional<String> changeCause,
    Instant createdAt,
    String template) {

  /** Empty if no StatefulSet controls it; DaemonSets have revisions too. */
  static Optional<OwnedRevision> of(ControllerRevision revision) {
    PodTemplateSpec template = template(revision);
    return list(revision.getMetadata().getOwnerReferences()).stream()
        .filter(o -> "StatefulSet".equals(o.getKind()))
        .filter(o -> Boolean.TRUE.equals(o.getController()))
        .map(OwnerReference::getUid)
        .findFirst()
        .map(uid ->
            new OwnedRevision(
                revision.getMetadata().getUid(),
                revision.getMetadata().getName(),
                uid,
                PlatformText.number(revision.getRevision()),
                PodTemplates.images(template),
                text(
                    map(revision.getMetadata().getAnnotations()).get(OwnedReplicaSet.CHANGE_CAUSE)),
                instant(revision.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH),
                PodTemplates.yaml(template)));
  }

  /** The pod template that a revision holds. */
  static PodTemplateSpec template(ControllerRevision revision) {
    return PodTemplates.ofPatch(revision.getData());
  }
}
