package io.pilothouse.localtwin.kubernetes.controller.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.OwnerReference;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Lists the ready pods behind each service, as Endpoints and as one EndpointSlice. */
public final class EndpointsController implements Controller {
  private final ClusterApi api;

  public EndpointsController(ClusterApi api) {
    this.api = api;
  }

  @Override
  public String name() {
    return "endpoints";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    KubeObject object = change.after();
    if (change.storage().equals(BuiltInResources.SERVICES.storage())) {
      return List.of(object.key());
    }
    // A pod may be behind any service of its namespace: an empty name stands for all of them.
    return change.storage().equals(BuiltInResources.PODS.storage()) && reachabilityMoved(change)
        ? List.of(new ObjectKey(object.namespace(), ""))
        : List.of();
  }

  private static boolean reachabilityMoved(ObjectChange change) {
    return change
        .before()
        .filter(before -> change.type() == ObjectChange.Type.MODIFIED)
        .filter(before -> Pods.ready(before) == Pods.ready(change.after()))
        .filter(before -> before.deleting() == change.after().deleting())
        .filter(before -> before.labels().equals(change.after().labels()))
        .isEmpty();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    if (key.name().isEmpty()) {
      api.list(BuiltInResources.SERVICES, Selection.inNamespace(key.namespace()))
          .forEach(this::publish);
    } else {
      api.find(BuiltInResources.SERVICES, key).ifPresent(this::publish);
    }
    return Optional.empty();
  }

  private void publish(KubeObject service) {
    Map<String, String> selector = Json.texts(service.spec().path("selector"));
    if (selector.isEmpty() || service.deleting()) {
      return;
    }
    List<KubeObject> pods =
        api
            .list(
                BuiltInResources.PODS,
                Selection.of(service.namespace(), LabelSelector.of(selector)))
            .stream()
            .filter(pod -> Pods.active(pod) && pod.status().hasNonNull("podIP"))
            .toList();
    write(BuiltInResources.ENDPOINTS, service, tree -> endpoints(tree, service, pods));
    write(BuiltInResources.ENDPOINT_SLICES, service, tree -> slice(tree, service, pods));
  }

  private void write(ResourceType type, KubeObject service, Consumer<ObjectNode> content) {
    ObjectKey key = service.key();
    if (api.find(type, key).isPresent()) {
      api.modify(type, key, ObjectPart.MAIN, content);
      return;
    }
    ObjectNode tree = Json.object();
    tree.put("apiVersion", type.apiVersion());
    tree.putObject("metadata").put("name", key.name());
    content.accept(tree);
    api.create(type, key.namespace(), tree, WriteOptions.DEFAULT);
  }

  private static void own(ObjectNode tree, KubeObject service) {
    ObjectNode metadata = Json.child(tree, "metadata");
    metadata.set("labels", Json.of(service.labels()));
    Json.child(metadata, "labels").put("kubernetes.io/service-name", service.name());
    metadata.putArray("ownerReferences").add(OwnerReference.controlledBy(service).tree());
  }

  private static void endpoints(ObjectNode tree, KubeObject service, List<KubeObject> pods) {
    own(tree, service);
    ArrayNode subsets = tree.putArray("subsets");
    if (pods.isEmpty()) {
      return;
    }
    ObjectNode subset = subsets.addObject();
    for (KubeObject pod : pods) {
      ObjectNode address =
          Json.children(subset, Pods.ready(pod) ? "addresses" : "notReadyAddresses").addObject();
      address.put("ip", pod.status().path("podIP").asText());
      address.put("nodeName", Pods.node(pod));
      address.set("targetRef", reference(pod));
    }
    subset.set("ports", ports(service, pods));
  }

  private static void slice(ObjectNode tree, KubeObject service, List<KubeObject> pods) {
    own(tree, service);
    tree.put("addressType", "IPv4");
    tree.set("ports", ports(service, pods));
    ArrayNode endpoints = tree.putArray("endpoints");
    for (KubeObject pod : pods) {
      ObjectNode endpoint = endpoints.addObject();
      endpoint.putArray("addresses").add(pod.status().path("podIP").asText());
      endpoint
          .putObject("conditions")
          .put("ready", Pods.ready(pod))
          .put("serving", Pods.ready(pod))
          .put("terminating", false);
      endpoint.put("nodeName", Pods.node(pod));
      endpoint.set("targetRef", reference(pod));
    }
  }

  private static ObjectNode reference(KubeObject pod) {
    return Json.object()
        .put("kind", "Pod")
        .put("namespace", pod.namespace())
        .put("name", pod.name())
        .put("uid", pod.uid());
  }

  private static ArrayNode ports(KubeObject service, List<KubeObject> pods) {
    ArrayNode ports = Json.array();
    for (JsonNode port : service.spec().path("ports")) {
      ObjectNode entry = ports.addObject();
      entry.put("name", port.path("name").asText(""));
      entry.put("port", number(port.path("targetPort"), port.path("port").asInt(), pods));
      entry.put("protocol", port.path("protocol").asText());
    }
    return ports;
  }

  /** A target port by number, or by the name that a container gives it. */
  private static int number(JsonNode targetPort, int otherwise, List<KubeObject> pods) {
    if (targetPort.isNumber()) {
      return targetPort.asInt();
    }
    for (KubeObject pod : pods) {
      for (JsonNode container : pod.spec().path("containers")) {
        for (JsonNode port : container.path("ports")) {
          if (port.path("name").asText().equals(targetPort.asText())) {
            return port.path("containerPort").asInt();
          }
        }
      }
    }
    return otherwise;
  }
}
