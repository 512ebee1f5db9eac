package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.OwnerReference;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import java.util.List;

/** The pods that a controller makes and deletes for its workloads, with the events that say so. */
final class OwnedPods {
  private final ClusterApi api;
  private final EventRecorder events;
  private final String component;

  OwnedPods(ClusterApi api, EventRecorder events, String component) {
    this.api = api;
    this.events = events;
    this.component = component;
  }

  /** All of them, also those that are finished or going. */
  List<KubeObject> of(KubeObject owner) {
    return api.store().dependentsOf(owner.uid()).stream()
        .filter(dependent -> dependent.kind().equals("Pod"))
        .filter(pod -> pod.controlledBy(owner))
        .toList();
  }

  /** A pod of a template, not stored yet, that will be named after its owner. */
  static ObjectNode pod(KubeObject owner, JsonNode template) {
    ObjectNode pod = Json.object();
    pod.put("apiVersion", "v1");
    ObjectNode metadata = pod.putObject("metadata");
    metadata.put("generateName", owner.name() + "-");
    for (String part : List.of("labels", "annotations")) {
      JsonNode given = template.path("metadata").path(part);
      if (given.isObject()) {
        metadata.set(part, given.deepCopy());
      }
    }
    metadata.putArray("ownerReferences").add(OwnerReference.controlledBy(owner).tree());
    pod.set("spec", template.path("spec").deepCopy());
    return pod;
  }

  /**
   * Creates a pod; what forbids it is told in an event.
   *
   * @throws ApiFailure forbidden, as by a quota
   */
  KubeObject create(KubeObject owner, ObjectNode pod) {
    try {
      KubeObject created =
          api.create(BuiltInResources.PODS, owner.namespace(), pod, WriteOptions.DEFAULT);
      events.record(
          owner, "Normal", "SuccessfulCreate", "Created pod: " + created.name(), component);
      return created;
    } catch (ApiFailure refused) {
      if (refused.code() == 403) {
        events.record(
            owner, "Warning", "FailedCreate", "Error creating: " + refused.getMessage(), component);
      }
      throw refused;
    }
  }

  void delete(KubeObject owner, KubeObject pod) {
    try {
      api.delete(BuiltInResources.PODS, pod.key(), Deletion.inBackground());
    } catch (ApiFailure gone) {
      if (gone.code() != 404) {
        throw gone;
      }
      return;
    }
    events.record(owner, "Normal", "SuccessfulDelete", "Deleted pod: " + pod.name(), component);
  }
}
