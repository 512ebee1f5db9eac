package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.List;
import java.util.stream.Stream;

/** An autoscaler says what it scales by. */
public final class AutoscalerWithoutMetric implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "autoscaler-without-metric",
          Severity.ADVICE,
          "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    List<Service> silent =
        design.blueprint().services().stream()
            .filter(s ->
                s.autoscaling()
                    .filter(a -> a.maxReplicas().isPresent() && a.metrics().isEmpty())
                    .isPresent())
            .toList();
    return silent.isEmpty()
        ? Stream.of()
        : Stream.of(
            Occurrence.of(
                silent.getFirst(),
                design.source(silent.getFirst(), "autoscaling"),
                silent.stream().map(Service::name).toList()));
  }
}
