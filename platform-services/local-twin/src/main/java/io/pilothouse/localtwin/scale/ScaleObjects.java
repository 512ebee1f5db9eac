package io.pilothouse.localtwin.scale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import java.time.Instant;

/** The objects of a synthetic estate, of the size and shape that real ones have. */
final class ScaleObjects {

  ObjectNode namespace(String name) {
    ObjectNode namespace = Json.object();
    namespace.put("apiVersion", "v1").putObject("metadata").put("name", name);
    return namespace;
  }

  ObjectNode deployment(ScalePod pod, int replicas) {
    ObjectNode deployment = Json.object();
    deployment.put("apiVersion", "apps/v1").putObject("metadata").put("name", pod.app());
    ObjectNode spec = deployment.putObject("spec").put("replicas", replicas);
    spec.putObject("selector").putObject("matchLabels").put("app", pod.app());
    ObjectNode template = spec.putObject("template");
    template.putObject("metadata").putObject("labels").put("app", pod.app());
    podSpec(template.putObject("spec"), pod);
    return deployment;
  }

  void reportAvailable(ObjectNode deployment, int replicas) {
    ObjectNode status = Json.child(deployment, "status");
    for (String field :
        new String[] {"replicas", "updatedReplicas", "readyReplicas", "availableReplicas"}) {
      status.put(field, replicas);
    }
    status.put("observedGeneration", 1);
  }

  void reportReady(ClusterApi api, String node) {
    Instant now = api.clock().instant();
    api.modify(
        BuiltInResources.NODES,
        new ObjectKey("", node),
        ObjectPart.STATUS,
        tree ->
            Conditions.set(
                Json.child(tree, "status"),
                "Ready",
                "True",
                "KubeletReady",
                "kubelet is posting ready status",
                now));
  }

  /** A pod that runs. */
  void createPod(ClusterApi api, ScalePod pod) {
    ObjectNode tree = Json.object();
    tree.put("apiVersion", "v1");
    ObjectNode metadata = tree.putObject("metadata").put("name", pod.key().name());
    metadata.putObject("labels").put("app", pod.app()).put("tier", "application");
    ObjectNode spec = tree.putObject("spec");
    spec.put("nodeName", pod.node());
    podSpec(spec, pod);
    api.create(BuiltInResources.PODS, pod.namespace(), tree, WriteOptions.DEFAULT);
    report(api, pod, true, 0);
  }

  private static void podSpec(ObjectNode spec, ScalePod pod) {
    ObjectNode container = spec.putArray("containers").addObject();
    container.put("name", pod.app()).put("image", "scale.azurecr.io/" + pod.app() + ":1.0.0");
    container.putArray("ports").addObject().put("name", "http").put("containerPort", 8080);
    container.putObject("resources").putObject("requests").put("cpu", "50m").put("memory", "64Mi");
    container.putObject("readinessProbe").putObject("httpGet").put("path", "/").put("port", "http");
  }

  /** What a kubelet says of the pod. */
  void report(ClusterApi api, ScalePod pod, boolean ready, int restarts) {
    Instant now = api.clock().instant();
    api.modify(
        BuiltInResources.PODS,
        pod.key(),
        ObjectPart.STATUS,
        tree -> {
          ObjectNode status = Json.child(tree, "status");
          status.put("phase", "Running");
          status.put(
              "startTime", now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
          String verdict = ready ? "True" : "False";
          for (String type : new String[] {"PodScheduled", "Initialized"}) {
            Conditions.set(status, type, "True", "", "", now);
          }
          for (String type : new String[] {"ContainersReady", "Ready"}) {
            Conditions.set(status, type, verdict, "", "", now);
          }
          ObjectNode container = status.putArray("containerStatuses").addObject();
          container.put("name", pod.app()).put("ready", ready).put("started", true);
          container.put("restartCount", restarts).put("image", pod.app() + ":1.0.0");
          container.putObject("state").putObject("running").put("startedAt", now.toString());
        });
  }
}
