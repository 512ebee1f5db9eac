package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Custom metrics come from somewhere. */
public final class CustomMetricSource implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "custom-metric-source",
          Severity.ADVICE,
          "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-metrics-apis");

  private static final Pattern ADAPTER =
      Pattern.compile("(?i)keda|prometheus.?adapter|metrics.?adapter");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    List<Service> using =
        design.blueprint().services().stream()
            .filter(s ->
                s.autoscaling().stream()
                    .flatMap(a -> a.metrics().stream())
                    .anyMatch(m -> m.kind() == Service.MetricKind.CUSTOM))
            .toList();
    boolean served =
        design.saying(ADAPTER).findAny().isPresent()
            || design.blueprint().managedServices().stream()
                .anyMatch(m -> ADAPTER.matcher(m.name()).find());
    return using.isEmpty() || served
        ? Stream.of()
        : Stream.of(
            Occurrence.of(
                using.getFirst(),
                design.source(using.getFirst(), "autoscaling"),
                using.stream().map(Service::name).toList()));
  }
}
