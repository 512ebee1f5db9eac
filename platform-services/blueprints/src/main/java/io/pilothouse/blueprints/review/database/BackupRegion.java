package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Map;
import java.util.stream.Stream;

/** Geo-redundant backups go to the paired region. */
public final class BackupRegion implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "backup-region",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/postgresql/backup-restore/concepts-backup-restore#geo-redundant-backup-and-restore");

  private static final Map<String, String> PAIRS =
      Map.of(
          "koreacentral", "koreasouth",
          "koreasouth", "koreacentral",
          "japaneast", "japanwest",
          "japanwest", "japaneast",
          "eastasia", "southeastasia",
          "southeastasia", "eastasia",
          "northeurope", "westeurope",
          "westeurope", "northeurope");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .flexibleServers()
        .flatMap(s ->
            s.backup().stream()
                .filter(b -> b.geoRedundant() && b.targetRegion().isPresent())
                .filter(b -> PAIRS.containsKey(s.location()))
                .filter(b -> !b.targetRegion().orElseThrow().equals(PAIRS.get(s.location())))
                .map(b ->
                    Occurrence.of(
                        s,
                        b.source().or(() -> design.source(s, "backup")),
                        s.location(),
                        PAIRS.getOrDefault(s.location(), ""),
                        b.targetRegion().orElseThrow())));
  }
}
