package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.stream.Stream;

/** A utilization is a share of a request. */
public final class AutoscalerWithoutRequests implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "autoscaler-without-requests",
          Severity.ERROR,
          "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().services().stream()
        .filter(s -> s.requests().isEmpty())
        .flatMap(s ->
            s.autoscaling().stream()
                .filter(a ->
                    a.metrics().stream().anyMatch(m -> m.kind() == Service.MetricKind.RESOURCE))
                .map(a -> Occurrence.of(s, a.source().or(() -> design.source(s, "autoscaling")))));
  }
}
