package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** A zone-redundant standby stands in another zone. */
public final class StandbyZone implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "standby-zone",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/reliability/reliability-postgresql-flexible-server");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .flexibleServers()
        .filter(s -> s.highAvailability().equals("ZoneRedundant"))
        .filter(s -> s.zone().isPresent() && s.zone().equals(s.standbyZone()))
        .map(s -> Occurrence.of(s, design.source(s, "standbyZone"), s.zone().orElseThrow()));
  }
}
