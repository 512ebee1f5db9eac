package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.sentence.Sentence;

/** How long backups of a database server are kept, and whether in another region too. */
final class BackupCheck implements Check<DatabaseServer, FlexibleServer> {
  @Override
  public void check(
      DatabaseServer declared, Observed<FlexibleServer> live, LiveSide side, Comparison say) {
    declared
        .backup()
        .ifPresent(b -> {
          Comparison here = say.at(b.source());
          here.equal(
              "backup.retentionDays",
              Value.of(b.retentionDays()),
              live.value().backupRetentionDays().map(Value::of),
              "properties.backup.backupRetentionDays");
          here.equal(
              "backup.geoRedundant",
              Value.of(b.geoRedundant()),
              live.value().geoRedundantBackup().map(Value::of),
              "properties.backup.geoRedundantBackup");
          b.schedule()
              .ifPresent(s ->
                  here.notChecked(
                      "backup.schedule",
                      Value.word(s),
                      Sentence.of("conformance.platform-decides")));
        });
  }
}
