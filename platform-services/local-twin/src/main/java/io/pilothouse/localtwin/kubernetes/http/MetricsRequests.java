package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.PodUsage;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.metrics.PodMetrics;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Quantity;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.resource.ResourceCatalog;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * The three metrics APIs. A pod that has not been measured is left out, as metrics-server leaves it
 * out; a node uses what its pods use.
 */
final class MetricsRequests {
  static final String RESOURCE = "metrics.k8s.io";
  static final String CUSTOM = "custom.metrics.k8s.io";
  static final String EXTERNAL = "external.metrics.k8s.io";
  static final List<String> GROUPS = List.of(RESOURCE, CUSTOM, EXTERNAL);

  /** Objects beside pods that custom metrics describe. */
  private static final List<ResourceType> DESCRIBED =
      List.of(BuiltInResources.SERVICES, BuiltInResources.DEPLOYMENTS);

  private final ClusterApi api;
  private final PodMetrics metrics;

  MetricsRequests(ClusterApi api, PodMetrics metrics) {
    this.api = api;
    this.metrics = metrics;
  }

  /** Announces the APIs, where there is a source to answer from. */
  static void register(ResourceCatalog catalog) {
    catalog.register(
        ResourceType.clusterWide(RESOURCE, "v1beta1", "NodeMetrics", "nodes").only("get", "list"));
    catalog.register(
        ResourceType.namespaced(RESOURCE, "v1beta1", "PodMetrics", "pods").only("get", "list"));
    for (String version : List.of("v1beta2", "v1beta1")) {
      catalog.register(
          ResourceType.namespaced(CUSTOM, version, "MetricValueList", "pods").only("get"));
    }
    catalog.register(
        ResourceType.namespaced(EXTERNAL, "v1beta1", "ExternalMetricValueList", "metrics")
            .only("get"));
  }

  void handle(ApiRequest request, RequestTarget target, Responder responder) throws IOException {
    if (!request.method().equals("GET")) {
      throw ApiFailure.methodNotAllowed();
    }
    if (!metrics.installed()) {
      throw ApiFailure.noSuchPath();
    }
    Instant now = api.clock().instant();
    responder.json(
        200,
        switch (target.group()) {
          case CUSTOM -> custom(request, target, now);
          case EXTERNAL -> external(target, now);
          default ->
              target.resource().equals("nodes")
                  ? nodes(request, target, now)
                  : pods(request, target, now);
        });
  }

  private ObjectNode pods(ApiRequest request, RequestTarget target, Instant now) {
    if (!target.name().isEmpty()) {
      ObjectKey key = new ObjectKey(target.namespace(), target.name());
      return api.find(BuiltInResources.PODS, key)
          .flatMap(pod -> pod(pod, now))
          .orElseThrow(() -> ApiFailure.notFound(RESOURCE, "pods", key.toString()));
    }
    ObjectNode list = list("PodMetricsList", RESOURCE + "/v1beta1");
    ArrayNode items = list.putArray("items");
    for (KubeObject pod : api.list(BuiltInResources.PODS, request.selection(target.namespace()))) {
      pod(pod, now).ifPresent(items::add);
    }
    return list;
  }

  private Optional<ObjectNode> pod(KubeObject pod, Instant now) {
    return metrics
        .usage(pod)
        .map(usage -> {
          ObjectNode entry = item("PodMetrics", pod, now);
          ObjectNode container = entry.putArray("containers").addObject();
          container.put("name", pod.at("spec", "containers").path(0).path("name").asText());
          usage(container.putObject("usage"), usage);
          return entry;
        });
  }

  private ObjectNode nodes(ApiRequest request, RequestTarget target, Instant now) {
    if (!target.name().isEmpty()) {
      KubeObject node = api.get(BuiltInResources.NODES, new ObjectKey("", target.name()));
      return node(node, now)
          .orElseThrow(() -> ApiFailure.notFound(RESOURCE, "nodes", target.name()));
    }
    ObjectNode list = list("NodeMetricsList", RESOURCE + "/v1beta1");
    ArrayNode items = list.putArray("items");
    for (KubeObject node : api.list(BuiltInResources.NODES, request.selection(""))) {
      node(node, now).ifPresent(items::add);
    }
    return list;
  }

  private Optional<ObjectNode> node(KubeObject node, Instant now) {
    if (!io.pilothouse.localtwin.kubernetes.model.Conditions.isTrue(node.status(), "Ready")) {
      return Optional.empty();
    }
    double millicores = 0;
    long bytes = 0;
    for (KubeObject pod : api.list(BuiltInResources.PODS, Selection.everything())) {
      if (pod.spec().path("nodeName").asText().equals(node.name())) {
        PodUsage usage = metrics.usage(pod).orElse(new PodUsage(0, 0));
        millicores += usage.millicores();
        bytes += usage.workingSetBytes();
      }
    }
    ObjectNode entry = item("NodeMetrics", node, now);
    usage(entry.putObject("usage"), new PodUsage(millicores, bytes));
    return Optional.of(entry);
  }

  private static void usage(ObjectNode into, PodUsage usage) {
    into.put("cpu", Math.round(usage.millicores() * 1_000_000) + "n");
    into.put("memory", Quantity.ofKibibytes(usage.workingSetBytes()));
  }

  private static ObjectNode item(String kind, KubeObject object, Instant now) {
    ObjectNode entry = Json.object();
    entry.put("kind", kind);
    entry.put("apiVersion", RESOURCE + "/v1beta1");
    ObjectNode metadata = entry.putObject("metadata");
    metadata.put("name", object.name());
    if (!object.namespace().isEmpty()) {
      metadata.put("namespace", object.namespace());
    }
    metadata.put("creationTimestamp", Timestamps.seconds(now));
    metadata.set("labels", object.metadata().path("labels").deepCopy());
    entry.put("timestamp", Timestamps.seconds(now));
    entry.put("window", "15s");
    return entry;
  }

  private static ObjectNode list(String kind, String apiVersion) {
    ObjectNode list = Json.object();
    list.put("kind", kind);
    list.put("apiVersion", apiVersion);
    list.putObject("metadata");
    return list;
  }

  private ObjectNode custom(ApiRequest request, RequestTarget target, Instant now) {
    ObjectNode list = list("MetricValueList", CUSTOM + "/" + target.version());
    ArrayNode items = list.putArray("items");
    if (target.resource().equals("pods")) {
      for (KubeObject pod :
          api.list(BuiltInResources.PODS, request.selection(target.namespace()))) {
        boolean asked = target.name().equals("*") || target.name().equals(pod.name());
        OptionalDouble value = metrics.custom(pod, target.subresource());
        if (asked && value.isPresent()) {
          value(items.addObject(), target, "Pod", pod.name(), "/v1", value.getAsDouble(), now);
        }
      }
    } else {
      ResourceType type =
          DESCRIBED.stream()
              .filter(each -> target.resource().equals(qualified(each)))
              .findFirst()
              .orElseThrow(ApiFailure::noSuchPath);
      metrics
          .object(target.namespace(), type.kind(), target.name(), target.subresource())
          .ifPresent(value ->
              value(
                  items.addObject(),
                  target,
                  type.kind(),
                  target.name(),
                  type.apiVersion(),
                  value,
                  now));
    }
    if (items.isEmpty()) {
      throw ApiFailure.notFound(CUSTOM, target.resource(), target.subresource());
    }
    return list;
  }

  private static String qualified(ResourceType type) {
    return type.group().isEmpty() ? type.plural() : type.plural() + "." + type.group();
  }

  private static void value(
      ObjectNode entry,
      RequestTarget target,
      String kind,
      String name,
      String apiVersion,
      double value,
      Instant now) {
    entry
        .putObject("describedObject")
        .put("kind", kind)
        .put("namespace", target.namespace())
        .put("name", name)
        .put("apiVersion", apiVersion);
    if (target.version().equals("v1beta1")) {
      entry.put("metricName", target.subresource());
    } else {
      entry.putObject("metric").put("name", target.subresource());
    }
    entry.put("timestamp", Timestamps.seconds(now));
    entry.put("value", Quantity.ofMillis(Math.round(value * 1000)));
  }

  /** What an adapter lists: one resource for each metric that some pod has now. */
  ObjectNode customResources(String version) {
    var names = new TreeSet<String>();
    for (KubeObject pod : api.list(BuiltInResources.PODS, Selection.everything())) {
      names.addAll(metrics.customNames(pod));
    }
    ObjectNode list = Json.object();
    list.put("kind", "APIResourceList");
    list.put("apiVersion", "v1");
    list.put("groupVersion", CUSTOM + "/" + version);
    ArrayNode resources = list.putArray("resources");
    for (String name : names) {
      ObjectNode resource = resources.addObject();
      resource.put("name", "pods/" + name);
      resource.put("singularName", "");
      resource.put("namespaced", true);
      resource.put("kind", "MetricValueList");
      resource.putArray("verbs").add("get");
    }
    return list;
  }

  private ObjectNode external(RequestTarget target, Instant now) {
    ObjectNode list = list("ExternalMetricValueList", EXTERNAL + "/v1beta1");
    ArrayNode items = list.putArray("items");
    metrics
        .external(target.namespace(), target.resource())
        .ifPresent(value -> {
          ObjectNode entry = items.addObject();
          entry.put("metricName", target.resource());
          entry.putObject("metricLabels");
          entry.put("timestamp", Timestamps.seconds(now));
          entry.put("value", Quantity.ofMillis(Math.round(value * 1000)));
        });
    return list;
  }
}
