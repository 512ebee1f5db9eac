package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.instant;
import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.quantity;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.ContainerMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Maps a pod's use of processor and memory, summed over its containers. Pure. */
final class PodMetricsMapper {
  private PodMetricsMapper() {}

  /**
   * @param observedAt stands for the time of measurement where the platform gives none
   */
  static List<Measurement> map(PodMetrics pod, Instant observedAt) {
    ResourceId id =
        ResourceId.kubernetes("pod", pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    Instant at = instant(pod.getTimestamp()).orElse(observedAt);
    var measurements = new ArrayList<Measurement>();
    sum(pod, "cpu").ifPresent(v -> measurements.add(new Measurement(id, "cpu", v, Unit.CORES, at)));
    sum(pod, "memory")
        .ifPresent(v -> measurements.add(new Measurement(id, "memory", v, Unit.BYTES, at)));
    return List.copyOf(measurements);
  }

  private static Optional<Double> sum(PodMetrics pod, String resource) {
    List<Double> used =
        list(pod.getContainers()).stream()
            .map(c -> usage(c).get(resource))
            .flatMap(q -> quantity(q).stream())
            .toList();
    return used.isEmpty()
        ? Optional.empty()
        : Optional.of(used.stream().mapToDouble(Double::doubleValue).sum());
  }

  private static Map<String, Quantity> usage(ContainerMetrics container) {
    return Optional.ofNullable(container.getUsage()).orElse(Map.of());
  }
}
