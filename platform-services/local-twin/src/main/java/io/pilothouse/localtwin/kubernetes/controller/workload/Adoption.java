package io.pilothouse.localtwin.kubernetes.controller.workload;

import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import io.pilothouse.localtwin.kubernetes.model.OwnerReference;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.util.function.Predicate;

/**
 * A workload takes over what its selector matches and nobody controls, such as orphans of a
 * deletion.
 */
final class Adoption {

  private Adoption() {}

  static void adopt(ClusterApi api, KubeObject owner, ResourceType type) {
    adopt(api, owner, type, orphan -> true);
  }

  /** Takes over only those that are meant. */
  static void adopt(
      ClusterApi api, KubeObject owner, ResourceType type, Predicate<KubeObject> meant) {
    LabelSelector selector = LabelSelector.of(owner.spec().path("selector"));
    for (KubeObject orphan : api.list(type, Selection.of(owner.namespace(), selector))) {
      boolean free = orphan.controller().isEmpty() && !orphan.deleting();
      if (free && !Pods.finished(orphan) && meant.test(orphan)) {
        api.modify(
            type,
            orphan.key(),
            ObjectPart.MAIN,
            tree ->
                Json.children(Json.child(tree, "metadata"), "ownerReferences")
                    .add(OwnerReference.controlledBy(owner).tree()));
      }
    }
  }
}
