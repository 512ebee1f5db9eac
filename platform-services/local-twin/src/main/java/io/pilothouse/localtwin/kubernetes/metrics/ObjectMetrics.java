package io.pilothouse.localtwin.kubernetes.metrics;

import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Metrics of objects that stand for pods: what a Service's or a Deployment's pods measured,
 * together, as an adapter with a query that sums over them answers.
 */
final class ObjectMetrics {
  private final ClusterApi api;
  private final PodMetrics pods;

  ObjectMetrics(ClusterApi api, PodMetrics pods) {
    this.api = api;
    this.pods = pods;
  }

  /** Absent when the object is of another kind, does not exist, or none of its pods measured it. */
  OptionalDouble value(String namespace, String kind, String name, String metric) {
    return selector(kind, new ObjectKey(namespace, name))
        .map(selector -> sum(namespace, selector, metric))
        .orElseGet(OptionalDouble::empty);
  }

  private Optional<LabelSelector> selector(String kind, ObjectKey key) {
    return switch (kind) {
      case "Service" ->
          api.find(BuiltInResources.SERVICES, key)
              .map(service -> LabelSelector.of(Json.texts(service.spec().path("selector"))));
      case "Deployment" ->
          api.find(BuiltInResources.DEPLOYMENTS, key)
              .map(deployment -> LabelSelector.of(deployment.spec().path("selector")));
      default -> Optional.empty();
    };
  }

  private OptionalDouble sum(String namespace, LabelSelector selector, String metric) {
    List<KubeObject> behind = api.list(BuiltInResources.PODS, Selection.of(namespace, selector));
    double[] measured =
        behind.stream()
            .map(pod -> pods.custom(pod, metric))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    return measured.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(java.util.Arrays.stream(measured).sum());
  }
}
