package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Burstable servers have neither a standby nor replicas. */
public final class BurstableServer implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "burstable-server",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/postgresql/backup-restore/concepts-business-continuity");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .flexibleServers()
        .filter(s -> s.tier().equals("Burstable") && design.states(s.id(), "tier"))
        .filter(s -> !s.highAvailability().equals("Disabled") || !s.replicas().isEmpty())
        .map(s -> Occurrence.of(s, design.source(s, "tier"), s.sku()));
  }
}
