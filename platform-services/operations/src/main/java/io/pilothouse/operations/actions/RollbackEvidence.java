package io.pilothouse.operations.actions;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Deployment.Revision;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a rollback's guards rest on.
 *
 * @param deployment read now, not from a cache
 * @param wanted the revision that was asked for; absent for the one before the current
 * @param expected the revision that was current when it was planned; absent while planning
 */
record RollbackEvidence(
    WorkloadResource deployment,
    Optional<Long> wanted,
    Optional<Long> expected,
    boolean mayChange,
    boolean otherRun,
    Estate estate,
    Optional<Blueprint> blueprint) {

  Optional<Revision> current() {
    return deployment.revisions().stream().filter(Revision::current).findFirst();
  }

  /** The revision to go to: the one asked for, or the newest before the current that differs. */
  Optional<Revision> target() {
    if (wanted.isPresent()) {
      long number = wanted.get();
      return deployment.revisions().stream().filter(r -> r.number() == number).findFirst();
    }
    return deployment.revisions().stream()
        .filter(r -> !r.current())
        .filter(r -> current().map(c -> r.number() < c.number()).orElse(true))
        .filter(r -> current().map(c -> !c.template().equals(r.template())).orElse(true))
        .max(Comparator.comparingLong(Revision::number));
  }
}
