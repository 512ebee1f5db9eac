package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.ServiceWork;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;

/** The newest release takes several times as long for an answer as the one before. */
final class ReleaseSlow implements Rule {
  private static final double MULTIPLE = 2.5;

  /** Less than this nobody feels. */
  private static final double LEAST_MORE_MILLIS = 20;

  private static boolean worse(ReleaseComparison millis) {
    return millis.after() >= millis.before() * MULTIPLE
        && millis.after() - millis.before() >= LEAST_MORE_MILLIS;
  }

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Workload service : situation.services()) {
      Release.fresh(service, situation.estate())
          .flatMap(r ->
              ReleaseComparison.of(
                      situation,
                      r,
                      WorkloadMetrics.RESPONSE_TIME,
                      ServiceWork::responseMillis,
                      deeper)
                  .filter(ReleaseSlow::worse)
                  .map(c -> finding(situation, r, c)))
          .ifPresent(found::add);
    }
    return found;
  }

  private static Finding finding(
      Situation situation, Release release, ReleaseComparison comparison) {
    Workload service = release.workload();
    return new Finding(
        Kind.RELEASE_SLOW,
        service.id(),
        Sentence.of(
            "diagnosis.release-slow", service.name(), release.revision().number(), release.image()),
        List.of(
            comparison.evidence(
                situation,
                service,
                comparison.sideBySide()
                    ? "diagnosis.evidence.release-slow.side-by-side"
                    : "diagnosis.evidence.release-slow"),
            situation.seen(
                service.deployment(),
                Sentence.of(
                    "diagnosis.evidence.rollout", release.revision().number(), release.began()))),
        situation.affectedBy(service.id(), List.of()),
        release.remedy(),
        comparison.sideBySide() ? Certainty.LIKELY : Certainty.POSSIBLE);
  }
}
