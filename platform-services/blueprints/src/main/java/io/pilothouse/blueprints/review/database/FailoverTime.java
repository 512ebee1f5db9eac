package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Automatic failover takes one to two minutes. */
public final class FailoverTime implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "failover-time",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/postgresql/backup-restore/concepts-business-continuity#unplanned-downtime-failure-scenarios-and-service-recovery");

  private static final Duration DOCUMENTED = Duration.ofSeconds(120);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    Optional<Duration> overall = design.blueprint().objectives().failoverTime();
    return design
        .flexibleServers()
        .filter(s -> !s.highAvailability().equals("Disabled"))
        .flatMap(s ->
            s
                .replication()
                .flatMap(DatabaseServer.ReplicationObjective::failoverTime)
                .or(() -> overall)
                .filter(t -> t.compareTo(DOCUMENTED) < 0)
                .map(t -> Occurrence.of(s, place(design, s), t))
                .stream());
  }

  private static Optional<Source> place(Design design, DatabaseServer server) {
    return Optional.ofNullable(
            design.blueprint().sources().get(server.id() + ".replication.failoverTime"))
        .or(() -> design.source("objectives", "failoverTime"))
        .or(() -> server.replication().flatMap(DatabaseServer.ReplicationObjective::source))
        .or(server::source);
  }
}
