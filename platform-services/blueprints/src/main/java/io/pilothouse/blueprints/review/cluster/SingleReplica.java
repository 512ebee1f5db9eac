package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.stream.Stream;

/** What must be available runs more than once. */
public final class SingleReplica implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "single-replica",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/aks/best-practices-app-cluster-reliability");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    double promised = design.blueprint().objectives().availability().orElse(0.0);
    return design.blueprint().services().stream()
        .filter(s -> promised >= 0.999 && s.replicas() == 1 && design.states(s.id(), "replicas"))
        .filter(s -> s.autoscaling().flatMap(Service.Autoscaling::minReplicas).orElse(1) < 2)
        .map(s -> Occurrence.of(s, design.source(s, "replicas"), Design.percent(promised)));
  }
}
