package io.pilothouse.blueprints.review.platform;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Disaster recovery is somewhere else. */
public final class RecoveryRegion implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "recovery-region",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/reliability/cross-region-replication-azure");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var region = design.blueprint().region();
    return region
        .disasterRecovery()
        .filter(r -> r.equals(region.primary()))
        .map(r -> Occurrence.in("region", r, design.source("region", "disasterRecovery"), r))
        .stream();
  }
}
