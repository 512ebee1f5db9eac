package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.ServiceWork;
import io.pilothouse.operations.health.WorkJudge;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;

/** Requests fail in the newest release that did not in the one before. */
final class ReleaseErrors implements Rule {
  private static final double MULTIPLE = 3;

  private static boolean worse(Situation situation, ReleaseComparison failed) {
    return failed.after() > WorkJudge.failedLimit(situation.blueprint())
        && failed.after() >= failed.before() * MULTIPLE;
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
                      WorkloadMetrics.FAILED_REQUESTS,
                      ServiceWork::failedPercent,
                      deeper)
                  .filter(c -> worse(situation, c))
                  .map(c -> finding(situation, r, c)))
          .ifPresent(found::add);
    }
    return found;
  }

  private static Finding finding(
      Situation situation, Release release, ReleaseComparison comparison) {
    Workload service = release.workload();
    return new Finding(
        Kind.RELEASE_ERRORS,
        service.id(),
        Sentence.of(
            "diagnosis.release-errors",
            service.name(),
            release.revision().number(),
            release.image()),
        List.of(
            comparison.evidence(
                situation,
                service,
                comparison.sideBySide()
                    ? "diagnosis.evidence.release-errors.side-by-side"
                    : "diagnosis.evidence.release-errors"),
            situation.seen(
                service.deployment(),
                Sentence.of(
                    "diagnosis.evidence.rollout", release.revision().number(), release.began()))),
        situation.affectedBy(service.id(), List.of()),
        release.remedy(),
        comparison.sideBySide() ? Certainty.LIKELY : Certainty.POSSIBLE);
  }
}
