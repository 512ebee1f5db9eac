package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Automatic backups are kept for 7 to 35 days. */
public final class BackupRetention implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "backup-retention",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/postgresql/backup-restore/concepts-backup-restore#backup-retention");

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
                .filter(b -> b.retentionDays() < 7 || b.retentionDays() > 35)
                .map(b ->
                    Occurrence.of(
                        s, b.source().or(() -> design.source(s, "backup")), b.retentionDays())));
  }
}
