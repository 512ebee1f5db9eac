package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.Signals;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;

/** A database server has filled its storage: at 95 % Azure makes it read-only. */
final class DiskFull implements Rule {
  private static final double READ_ONLY = 95;

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Situation.Server server : situation.servers("database-server")) {
      situation
          .estate()
          .measured(server.resource().value(), Signals.STORAGE)
          .filter(situation.estate()::current)
          .filter(m -> m.value().value() >= READ_ONLY)
          .ifPresent(m ->
              found.add(
                  new Finding(
                      Kind.DISK_FULL,
                      server.status().id(),
                      Sentence.of("diagnosis.disk-full", server.status().name()),
                      List.of(
                          situation.measured(
                              m,
                              Sentence.of(
                                  "diagnosis.evidence.storage",
                                  Baseline.rounded(m.value().value())))),
                      situation.affectedBy(server.status().id(), List.of()),
                      Sentence.of("diagnosis.remedy.disk-full", server.status().name()),
                      Certainty.CERTAIN)));
    }
    return found;
  }
}
