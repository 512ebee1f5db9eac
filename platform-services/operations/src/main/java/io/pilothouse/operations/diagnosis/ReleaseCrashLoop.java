package io.pilothouse.operations.diagnosis;

import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The pods of the newest release end again and again, and those of the release before do not. A
 * crash of both is not the release's.
 */
final class ReleaseCrashLoop implements Rule {
  private static final Set<String> ENDED =
      Set.of("Error", "OOMKilled", "Completed", "RunContainerError");
  private static final String LOOP = "CrashLoopBackOff";

  /** A second restart is a pattern, the first may be bad luck. */
  private static final int PATTERN = 2;

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Workload service : situation.services()) {
      Release.fresh(service, situation.estate())
          .ifPresent(release -> {
            List<Pod> crashing =
                release.newPods().stream().filter(ReleaseCrashLoop::crashes).toList();
            if (!crashing.isEmpty()
                && release.oldPods().stream().noneMatch(ReleaseCrashLoop::crashes)) {
              found.add(finding(situation, release, crashing));
            }
          });
    }
    return found;
  }

  private static boolean crashes(Pod pod) {
    return pod.reason().filter(LOOP::equals).isPresent()
        || (pod.reason().filter(ENDED::contains).isPresent() && pod.restarts() >= PATTERN);
  }

  private static Finding finding(Situation situation, Release release, List<Pod> crashing) {
    Workload service = release.workload();
    var evidence = new ArrayList<Evidence>();
    Pod first = crashing.getFirst();
    evidence.add(
        situation.seen(
            first,
            Sentence.of(
                "diagnosis.evidence.pod",
                first.name(),
                first.reason().orElse(first.phase()),
                first.restarts())));
    evidence.add(
        situation.seen(
            service.deployment(),
            Sentence.of(
                "diagnosis.evidence.crashing",
                crashing.size(),
                release.newPods().size(),
                release.revision().number(),
                release.image())));
    if (!release.oldPods().isEmpty()) {
      long well = release.oldPods().stream().filter(Pod::ready).count();
      evidence.add(
          situation.seen(
              service.deployment(),
              Sentence.of("diagnosis.evidence.old-pods", well, release.oldPods().size())));
    }
    boolean loop = crashing.stream().anyMatch(p -> p.reason().filter(LOOP::equals).isPresent());
    return new Finding(
        Kind.RELEASE_CRASH_LOOP,
        service.id(),
        Sentence.of(
            "diagnosis.release-crash-loop",
            service.name(),
            release.revision().number(),
            release.image()),
        evidence,
        situation.affectedBy(service.id(), List.of()),
        release.remedy(),
        loop ? Certainty.CERTAIN : Certainty.LIKELY);
  }
}
