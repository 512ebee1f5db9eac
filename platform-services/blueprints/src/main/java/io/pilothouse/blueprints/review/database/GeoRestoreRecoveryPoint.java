package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A restore in the paired region may lose an hour. */
public final class GeoRestoreRecoveryPoint implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "geo-restore-recovery-point",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/postgresql/backup-restore/concepts-business-continuity");

  private static final Duration HOUR = Duration.ofHours(1);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    Optional<Duration> objective = design.blueprint().objectives().recoveryPoint();
    Optional<String> other = design.blueprint().region().disasterRecovery();
    return design
        .flexibleServers()
        .filter(s -> objective.filter(o -> o.compareTo(HOUR) < 0).isPresent() && other.isPresent())
        .filter(s -> s.backup().filter(DatabaseServer.Backup::geoRedundant).isPresent())
        .filter(s -> s.replicas().stream().allMatch(r -> r.location().equals(s.location())))
        .map(s ->
            Occurrence.of(
                s,
                design.source("objectives", "recoveryPoint").or(s::source),
                objective.orElseThrow(),
                other.orElseThrow()));
  }
}
