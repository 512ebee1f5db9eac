package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The newest release of a workload: its pods beside those of the releases before it.
 *
 * @param previous the revision to go back to: the newest other one
 * @param began when its rollout did; for a revision that was gone back to, when its first pod was
 *     made
 */
record Release(
    Workload workload,
    Deployment.Revision revision,
    Optional<Deployment.Revision> previous,
    Instant began,
    List<Pod> newPods,
    List<Pod> oldPods) {
  /** What goes wrong later than this after a rollout began is not the rollout's. */
  static final Duration FRESH = Duration.ofHours(1);

  /** The release of a workload whose rollout began within the last hour. */
  static Optional<Release> fresh(Workload workload, Estate estate) {
    return of(workload).filter(r -> r.began().isAfter(estate.now().minus(FRESH)));
  }

  private static Optional<Release> of(Workload workload) {
    WorkloadResource deployment = workload.deployment().value();
    return deployment.revisions().stream()
        .filter(Deployment.Revision::current)
        .findFirst()
        .map(current -> {
          List<Pod> newPods =
              workload.pods().stream().filter(p -> of(p, current.replicaSet())).toList();
          Instant began =
              newPods.stream()
                  .flatMap(p -> p.startedAt().stream())
                  .min(Comparator.naturalOrder())
                  .filter(first -> first.isAfter(current.createdAt().plusSeconds(60)))
                  .orElse(current.createdAt());
          return new Release(
              workload,
              current,
              deployment.revisions().stream()
                  .filter(r -> !r.current())
                  .max(Comparator.comparingLong(Deployment.Revision::number)),
              began,
              newPods,
              workload.pods().stream().filter(p -> !of(p, current.replicaSet())).toList());
        });
  }

  private static boolean of(Pod pod, String replicaSet) {
    return pod.replicaSet().filter(replicaSet::equals).isPresent();
  }

  /** What helps against a bad release. */
  Sentence remedy() {
    return previous
        .map(p ->
            Sentence.of(
                "diagnosis.remedy.rollback", workload.name(), p.number(), image(p), workload.id()))
        .orElseGet(() -> Sentence.of("diagnosis.remedy.first-release", workload.name()));
  }

  /** The image that it brought, by its tag. */
  String image() {
    return image(revision);
  }

  private static String image(Deployment.Revision revision) {
    return revision.images().stream()
        .findFirst()
        .map(i -> i.substring(i.lastIndexOf('/') + 1))
        .orElse("#" + revision.number());
  }
}
