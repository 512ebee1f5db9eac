package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** An autoscaler has an upper bound. */
public final class AutoscalerWithoutRange implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "autoscaler-without-range",
          Severity.ERROR,
          "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().services().stream()
        .flatMap(s ->
            s.autoscaling().stream()
                .filter(a -> a.maxReplicas().isEmpty())
                .map(a ->
                    Occurrence.of(s, a.source().or(() -> design.source(s, "autoscaling")))
                        .as(a.metrics().isEmpty() ? Severity.ADVICE : Severity.ERROR)));
  }
}
