package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The time of automatic backups is Azure's to choose. */
public final class BackupTime implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "backup-time",
          Severity.ADVICE,
          "https://learn.microsoft.com/azure/postgresql/backup-restore/concepts-backup-restore#backup-frequency");

  private static final Pattern CLOCK = Pattern.compile("\\d{1,2}:\\d{2}|\\d{1,2}\\s*시");

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
                .filter(b -> b.schedule().filter(t -> CLOCK.matcher(t).find()).isPresent())
                .map(b ->
                    Occurrence.of(
                        s,
                        b.source().or(() -> design.source(s, "backup")),
                        b.schedule().orElseThrow())));
  }
}
