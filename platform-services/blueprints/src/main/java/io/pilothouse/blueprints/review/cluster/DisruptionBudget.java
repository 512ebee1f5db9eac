package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.stream.Stream;

/** A disruption budget leaves room for one disruption. */
public final class DisruptionBudget implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "disruption-budget",
          Severity.WARNING,
          "https://kubernetes.io/docs/tasks/run-application/configure-pdb/");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().services().stream()
        .filter(s -> s.minAvailable().isPresent())
        .flatMap(s -> {
          int least =
              s.autoscaling().flatMap(Service.Autoscaling::minReplicas).orElse(s.replicas());
          int available = s.minAvailable().orElseThrow();
          return available >= least
              ? Stream.of(Occurrence.of(s, design.source(s, "minAvailable"), available, least))
              : Stream.<Occurrence>of();
        });
  }
}
