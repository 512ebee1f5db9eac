package io.pilothouse.blueprints.review.platform;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Set;
import java.util.stream.Stream;

/** Not every region has availability zones. */
public final class RegionWithoutZones implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "region-without-zones",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/reliability/regions-list");

  private static final Set<String> NONE = Set.of("koreasouth", "southindia", "westindia");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    Stream<Occurrence> servers =
        design
            .flexibleServers()
            .filter(s ->
                NONE.contains(s.location())
                    && (s.highAvailability().equals("ZoneRedundant") || s.zone().isPresent()))
            .map(s -> Occurrence.of(s, design.source(s, "location"), s.location()));
    Stream<Occurrence> replicas =
        design
            .flexibleServers()
            .flatMap(s -> s.replicas().stream())
            .filter(r -> NONE.contains(r.location()) && r.zone().isPresent())
            .map(r -> Occurrence.of(r, design.source(r, "zone"), r.location()));
    String region = design.blueprint().region().primary();
    Stream<Occurrence> pools =
        design.blueprint().cluster().nodePools().stream()
            .filter(p -> NONE.contains(region) && !p.zones().isEmpty())
            .map(p -> Occurrence.of(p, design.source(p, "zones"), region));
    Stream<Occurrence> caches =
        design
            .azureCaches()
            .filter(c -> NONE.contains(region) && c.zoneRedundant())
            .map(c -> Occurrence.of(c, design.source(c, "zoneRedundant"), region));
    return Stream.of(servers, replicas, pools, caches).flatMap(s -> s);
  }
}
