package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps a MetricValueList of pods, of either version of the custom metrics API. Pure. */
final class CustomMetricsMapper {
  private CustomMetricsMapper() {}

  /**
   * @param observedAt stands for the time of measurement where the platform gives none
   */
  static List<Measurement> map(GenericKubernetesResource list, String metric, Instant observedAt) {
    return list.getAdditionalProperties().get("items") instanceof List<?> items
        ? items.stream().flatMap(item -> value(item, metric, observedAt).stream()).toList()
        : List.of();
  }

  private static Optional<Measurement> value(Object item, String metric, Instant observedAt) {
    Optional<String> namespace = text(item, "describedObject", "namespace");
    Optional<String> pod = text(item, "describedObject", "name");
    Optional<Double> value = text(item, "value").flatMap(CustomMetricsMapper::number);
    if (namespace.isEmpty() || pod.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Measurement(
            ResourceId.kubernetes("pod", namespace.get(), pod.get()),
            metric,
            value.get(),
            WorkloadMetrics.unit(metric),
            text(item, "timestamp").flatMap(PlatformText::instant).orElse(observedAt)));
  }

  private static Optional<Double> number(String quantity) {
    try {
      return PlatformText.quantity(Quantity.parse(quantity));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(@Nullable Object object, String... path) {
    Object at = object;
    for (String key : path) {
      at = at instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return at == null ? Optional.empty() : Optional.of(String.valueOf(at));
  }
}
