package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Nodes of the system pool have four processors. */
public final class SystemPoolSize implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "system-pool-size",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/aks/use-system-pools#limitations");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var cluster = design.blueprint().cluster();
    return cluster.nodePools().stream()
        .filter(p -> p.mode().equals("System") && p.cpus() < 4)
        .filter(p -> design.states(p.id(), "vmSize") && design.states(p.id(), "cpus"))
        .map(p -> Occurrence.of(p, design.source(p, "vmSize"), p.vmSize(), p.cpus()));
  }
}
