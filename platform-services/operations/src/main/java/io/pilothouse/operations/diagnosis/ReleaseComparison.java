package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.ServiceWork;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Holds a figure of a release's pods against that of the pods before: side by side while both
 * serve, else before the rollout against after. Side by side, both bear the same load and the same
 * dependencies, so only the release differs; before and after, anything else that went wrong
 * meanwhile counts, and nothing is concluded if something did.
 *
 * @param before what was usual, or what the old pods report
 * @param after what is now, or what the new pods report
 * @param sideBySide whether old and new pods were compared
 */
record ReleaseComparison(double before, double after, boolean sideBySide) {
  private static final Duration LOOK_BACK = Duration.ofMinutes(20);
  private static final Duration ONSET = Duration.ofMinutes(4);

  /** Kinds that would explain figures that became worse for another reason. */
  private static final Set<Kind> OTHER_REASONS =
      EnumSet.range(Kind.REGION_DOWN, Kind.TRAFFIC_SURGE);

  static Optional<ReleaseComparison> of(
      Situation situation,
      Release release,
      String metric,
      Function<ServiceWork, Optional<Double>> figure,
      List<Finding> deeper) {
    Optional<Double> older =
        release.oldPods().isEmpty()
            ? Optional.empty()
            : figure.apply(ServiceWork.of(situation.estate(), release.oldPods()));
    Optional<Double> newer = figure.apply(ServiceWork.of(situation.estate(), release.newPods()));
    if (older.isPresent()) {
      double before = older.get();
      return newer.map(n -> new ReleaseComparison(before, n, true));
    }
    return otherReason(release, deeper)
        ? Optional.empty()
        : beforeAndAfter(situation, release, metric, newer);
  }

  /** Whether something else explains what is wrong with the release's pods. */
  static boolean otherReason(Release release, List<Finding> deeper) {
    return deeper.stream()
        .anyMatch(d -> OTHER_REASONS.contains(d.kind()) && d.concerns(release.workload().id()));
  }

  /** Whether there are figures from before the rollout. */
  static boolean knowsBefore(Situation situation, Release release) {
    return usual(situation, release, WorkloadMetrics.FAILED_REQUESTS).isPresent();
  }

  private static Optional<Double> usual(Situation situation, Release release, String metric) {
    return Baseline.of(
        situation.history(),
        release.workload().resource(),
        metric,
        release.began().minus(LOOK_BACK),
        release.began().minusSeconds(2));
  }

  private static Optional<ReleaseComparison> beforeAndAfter(
      Situation situation, Release release, String metric, Optional<Double> newer) {
    Instant began = release.began();
    Optional<Double> usual = usual(situation, release, metric);
    if (usual.isEmpty() || newer.isEmpty()) {
      return Optional.empty();
    }
    // What became worse long after the rollout became so for another reason.
    double onset =
        Baseline.of(
                situation.history(),
                release.workload().resource(),
                metric,
                began.plusSeconds(30),
                began.plus(ONSET))
            .orElse(newer.get());
    return Optional.of(new ReleaseComparison(usual.get(), Math.min(newer.get(), onset), false));
  }

  /** In words. @param key of a sentence with the service, the value now and the one before */
  Evidence evidence(Situation situation, Workload service, String key) {
    return situation.reported(
        service,
        Sentence.of(key, service.name(), Baseline.rounded(after), Baseline.rounded(before)));
  }
}
