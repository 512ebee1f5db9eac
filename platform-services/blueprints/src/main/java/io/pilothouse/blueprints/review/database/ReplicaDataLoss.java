package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.time.Duration;
import java.util.stream.Stream;

/** An asynchronous replica guarantees no recovery point. */
public final class ReplicaDataLoss implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "replica-data-loss",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/postgresql/backup-restore/concepts-business-continuity");

  private static final Duration TYPICAL = Duration.ofSeconds(30);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .flexibleServers()
        .flatMap(s -> s.replicas().stream())
        .filter(r -> r.dataLoss().filter(d -> d.compareTo(TYPICAL) < 0).isPresent())
        .map(r -> Occurrence.of(r, design.source(r, "dataLoss"), r.dataLoss().orElseThrow()));
  }
}
