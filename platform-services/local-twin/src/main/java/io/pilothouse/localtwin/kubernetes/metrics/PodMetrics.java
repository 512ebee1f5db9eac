package io.pilothouse.localtwin.kubernetes.metrics;

import io.pilothouse.localtwin.kubernetes.PodMetricsSource;
import io.pilothouse.localtwin.kubernetes.PodUsage;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The metrics source of a cluster, or the lack of one; only running pods are asked for. */
public final class PodMetrics {
  private final Optional<PodMetricsSource> source;

  private final ObjectMetrics objects;

  public PodMetrics(Optional<PodMetricsSource> source, ClusterApi api) {
    this.source = source;
    this.objects = new ObjectMetrics(api, this);
  }

  /** Whether the cluster has a metrics server at all. */
  public boolean installed() {
    return source.isPresent();
  }

  public Optional<PodUsage> usage(KubeObject pod) {
    if (!running(pod)) {
      return Optional.empty();
    }
    return source.flatMap(metrics -> metrics.usage(pod.namespace(), pod.name()));
  }

  public OptionalDouble custom(KubeObject pod, String metric) {
    if (!running(pod)) {
      return OptionalDouble.empty();
    }
    return source
        .map(metrics -> metrics.custom(pod.namespace(), pod.name()).get(metric))
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  /** The names of the custom metrics that a pod has now. */
  public Set<String> customNames(KubeObject pod) {
    return running(pod)
        ? source
            .map(metrics -> metrics.custom(pod.namespace(), pod.name()).keySet())
            .orElse(Set.of())
        : Set.of();
  }

  public OptionalDouble external(String namespace, String metric) {
    return source
        .map(metrics -> metrics.external(namespace, metric))
        .orElseGet(OptionalDouble::empty);
  }

  /** A metric of an object of the cluster. @param kind such as Service */
  public OptionalDouble object(String namespace, String kind, String name, String metric) {
    return objects.value(namespace, kind, name, metric);
  }

  private static boolean running(KubeObject pod) {
    return pod.status().path("phase").asText().equals("Running");
  }
}
