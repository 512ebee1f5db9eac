package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.ServiceWork;
import io.pilothouse.operations.health.WorkloadMetrics.Trouble;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;

/** A service uses every connection of its own pool, and callers wait for one or get none. */
final class PoolExhausted implements Rule {
  private static final double FULL = 95;

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Workload service : situation.services()) {
      ServiceWork work = service.work();
      double refused =
          work.errors().entrySet().stream()
              .filter(e -> e.getKey().trouble() == Trouble.EXHAUSTED)
              .mapToDouble(e -> e.getValue())
              .sum();
      double waiting = work.poolWaiting().orElse(0.0);
      boolean full = work.poolPercent().filter(p -> p >= FULL).isPresent();
      if (full && (waiting > 0 || refused > 0)) {
        found.add(finding(situation, service, waiting, refused));
      }
    }
    return found;
  }

  private static Finding finding(
      Situation situation, Workload service, double waiting, double refused) {
    var evidence = new ArrayList<Evidence>();
    evidence.add(
        situation.reported(
            service,
            Sentence.of(
                "diagnosis.evidence.pool",
                Baseline.rounded(service.work().poolPercent().orElse(0.0)),
                Baseline.rounded(waiting))));
    if (refused > 0) {
      evidence.add(
          situation.reported(
              service,
              Sentence.of(
                  "diagnosis.evidence.exhausted", service.name(), Baseline.rounded(refused))));
    }
    return new Finding(
        Kind.POOL_EXHAUSTED,
        service.id(),
        Sentence.of("diagnosis.pool-exhausted", service.name()),
        evidence,
        situation.affectedBy(service.id(), List.of()),
        Sentence.of("diagnosis.remedy.pool-exhausted", service.name()),
        Certainty.LIKELY);
  }
}
