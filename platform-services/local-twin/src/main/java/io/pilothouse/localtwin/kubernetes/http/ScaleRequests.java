package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import java.io.IOException;

/** The scale subresource: the replica count of a workload as an autoscaling/v1 Scale. */
final class ScaleRequests {
  private final ClusterApi api;

  ScaleRequests(ClusterApi api) {
    this.api = api;
  }

  void handle(ApiRequest request, RequestTarget target, ResourceType type, Responder responder)
      throws IOException {
    ObjectKey key = new ObjectKey(target.namespace(), target.name());
    KubeObject workload = api.get(type, key);
    ObjectNode scale = scale(workload);
    switch (request.method()) {
      case "GET" -> responder.json(200, scale);
      case "PUT" -> responder.json(200, write(request, type, workload, request.object()));
      case "PATCH" ->
          responder.json(
              200,
              write(
                  request,
                  type,
                  workload,
                  ResourceRequests.patchOf(request).apply(scale.deepCopy())));
      default -> throw ApiFailure.methodNotAllowed();
    }
  }

  private ObjectNode write(
      ApiRequest request, ResourceType type, KubeObject workload, ObjectNode scale) {
    String version = scale.path("metadata").path("resourceVersion").asText();
    if (!version.isEmpty() && !version.equals(Long.toString(workload.resourceVersion()))) {
      throw ApiFailure.modified(type.group(), type.plural(), workload.name());
    }
    int replicas = scale.path("spec").path("replicas").asInt();
    if (replicas < 0) {
      throw ApiFailure.invalid(
          "autoscaling",
          "Scale",
          workload.name(),
          "spec.replicas",
          "Invalid value: " + replicas + ": must be greater than or equal to 0");
    }
    if (request.dryRun()) {
      ObjectNode tried = scale(workload);
      Json.child(tried, "spec").put("replicas", replicas);
      return tried;
    }
    return scale(
        api.modify(
            type,
            workload.key(),
            ObjectPart.MAIN,
            tree -> Json.child(tree, "spec").put("replicas", replicas)));
  }

  private static ObjectNode scale(KubeObject workload) {
    ObjectNode scale = Json.object();
    scale.put("kind", "Scale");
    scale.put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field :
        new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
      metadata.set(field, workload.metadata().path(field));
    }
    scale.putObject("spec").put("replicas", workload.spec().path("replicas").asInt());
    scale
        .putObject("status")
        .put("replicas", workload.status().path("replicas").asInt())
        .put("selector", LabelSelector.of(workload.spec().path("selector")).toString());
    return scale;
  }
}
