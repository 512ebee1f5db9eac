package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.ServiceWork;
import io.pilothouse.operations.health.WorkJudge;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
                  .map(c -> finding(situation, r, c))
                  .or(() -> fromTheBeginning(situation, r, deeper)))
          .ifPresent(found::add);
    }
    return found;
  }

  /**
   * Who looks only after the rollout knows no figures of before: then requests that fail in a young
   * release, for no reason that a dependency gives, may be the release's.
   */
  private static Optional<Finding> fromTheBeginning(
      Situation situation, Release release, List<Finding> deeper) {
    Workload service = release.workload();
    boolean unknownBefore =
        release.oldPods().isEmpty() && !ReleaseComparison.knowsBefore(situation, release);
    double limit = WorkJudge.failedLimit(situation.blueprint());
    Optional<Double> failed = service.work().failedPercent().filter(f -> f > limit);
    if (!unknownBefore
        || failed.isEmpty()
        || !service.work().errors().isEmpty()
        || ReleaseComparison.otherReason(release, deeper)) {
      return Optional.empty();
    }
    return Optional.of(
        finding(
            situation,
            release,
            situation.reported(
                service,
                Sentence.of(
                    "diagnosis.evidence.release-errors.only-after",
                    service.name(),
                    Baseline.rounded(failed.get()))),
            Certainty.POSSIBLE));
  }

  private static Finding finding(
      Situation situation, Release release, ReleaseComparison comparison) {
    return finding(
        situation,
        release,
        comparison.evidence(
            situation,
            release.workload(),
            comparison.sideBySide()
                ? "diagnosis.evidence.release-errors.side-by-side"
                : "diagnosis.evidence.release-errors"),
        comparison.sideBySide() ? Certainty.LIKELY : Certainty.POSSIBLE);
  }

  private static Finding finding(
      Situation situation, Release release, Evidence evidence, Certainty certainty) {
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
            evidence,
            situation.seen(
                service.deployment(),
                Sentence.of(
                    "diagnosis.evidence.rollout", release.revision().number(), release.began()))),
        situation.affectedBy(service.id(), List.of()),
        release.remedy(),
        certainty);
  }
}
