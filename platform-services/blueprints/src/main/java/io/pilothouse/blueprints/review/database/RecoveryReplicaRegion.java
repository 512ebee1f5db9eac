package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A replica for disaster recovery stands in another region than its primary. */
public final class RecoveryReplicaRegion implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "recovery-replica-region",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/postgresql/read-replica/concepts-read-replicas-geo");

  private static final Pattern RECOVERY = Pattern.compile("(?i)재해|disaster|\\bDR\\b");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .flexibleServers()
        .flatMap(server ->
            server.replicas().stream()
                .filter(r -> r.location().equals(server.location()))
                .filter(r -> r.purpose().filter(p -> RECOVERY.matcher(p).find()).isPresent())
                .map(r -> Occurrence.of(r, design.source(r, "purpose"), r.location())));
  }
}
