package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.instant;
import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.number;
import static io.pilothouse.kubernetesconnector.PlatformText.quantity;
import static io.pilothouse.kubernetesconnector.PlatformText.text;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricValueStatus;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler.Condition;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler.Metric;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps an autoscaler of autoscaling/v2. Pure. */
final class AutoscalerMapper {
  private AutoscalerMapper() {}

  static HorizontalPodAutoscaler map(
      io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler autoscaler) {
    String namespace = autoscaler.getMetadata().getNamespace();
    String name = autoscaler.getMetadata().getName();
    var spec = autoscaler.getSpec();
    var status =
        Optional.ofNullable(autoscaler.getStatus()).orElseGet(HorizontalPodAutoscalerStatus::new);
    return new HorizontalPodAutoscaler(
        ResourceId.kubernetes("horizontalpodautoscaler", namespace, name),
        namespace,
        name,
        spec.getScaleTargetRef().getName(),
        // The API server's own default.
        spec.getMinReplicas() == null ? 1 : spec.getMinReplicas(),
        number(spec.getMaxReplicas()),
        number(status.getCurrentReplicas()),
        number(status.getDesiredReplicas()),
        list(spec.getMetrics()).stream().flatMap(m -> metric(m, status).stream()).toList(),
        list(status.getConditions()).stream()
            .map(c ->
                new Condition(
                    c.getType(),
                    "True".equals(c.getStatus()),
                    text(c.getReason()).orElse(""),
                    text(c.getMessage()).orElse("")))
            .toList(),
        instant(status.getLastScaleTime()));
  }

  private static Optional<Metric> metric(MetricSpec spec, HorizontalPodAutoscalerStatus status) {
    return switch (spec.getType()) {
      case "Resource" -> {
        String name = spec.getResource().getName();
        yield metric(
            spec.getType(),
            name,
            spec.getResource().getTarget(),
            current(status, spec.getType())
                .filter(m -> name.equals(m.getResource().getName()))
                .map(m -> m.getResource().getCurrent())
                .findFirst());
      }
      case "ContainerResource" -> {
        var resource = spec.getContainerResource();
        yield metric(
            spec.getType(),
            resource.getContainer() + "/" + resource.getName(),
            resource.getTarget(),
            current(status, spec.getType())
                .filter(m -> resource.getName().equals(m.getContainerResource().getName()))
                .filter(
                    m -> resource.getContainer().equals(m.getContainerResource().getContainer()))
                .map(m -> m.getContainerResource().getCurrent())
                .findFirst());
      }
      case "Pods" -> {
        String name = spec.getPods().getMetric().getName();
        yield metric(
            spec.getType(),
            name,
            spec.getPods().getTarget(),
            current(status, spec.getType())
                .filter(m -> name.equals(m.getPods().getMetric().getName()))
                .map(m -> m.getPods().getCurrent())
                .findFirst());
      }
      case "Object" -> {
        String name = spec.getObject().getMetric().getName();
        yield metric(
            spec.getType(),
            name,
            spec.getObject().getTarget(),
            current(status, spec.getType())
                .filter(m -> name.equals(m.getObject().getMetric().getName()))
                .map(m -> m.getObject().getCurrent())
                .findFirst());
      }
      case "External" -> {
        String name = spec.getExternal().getMetric().getName();
        yield metric(
            spec.getType(),
            name,
            spec.getExternal().getTarget(),
            current(status, spec.getType())
                .filter(m -> name.equals(m.getExternal().getMetric().getName()))
                .map(m -> m.getExternal().getCurrent())
                .findFirst());
      }
      default -> Optional.empty();
    };
  }

  private static java.util.stream.Stream<MetricStatus> current(
      HorizontalPodAutoscalerStatus status, String type) {
    return list(status.getCurrentMetrics()).stream().filter(m -> type.equals(m.getType()));
  }

  private static Optional<Metric> metric(
      String type, String name, MetricTarget target, Optional<MetricValueStatus> current) {
    if (target.getAverageUtilization() != null) {
      return Optional.of(
          new Metric(
              type,
              name,
              target.getAverageUtilization(),
              current
                  .flatMap(c -> Optional.ofNullable(c.getAverageUtilization()))
                  .map(i -> (double) i),
              true));
    }
    boolean average = target.getAverageValue() != null;
    return quantity(average ? target.getAverageValue() : target.getValue())
        .map(wanted ->
            new Metric(type, name, wanted, current.flatMap(c -> value(c, average)), false));
  }

  private static Optional<Double> value(@Nullable MetricValueStatus current, boolean average) {
    return current == null
        ? Optional.empty()
        : quantity(average ? current.getAverageValue() : current.getValue());
  }
}
