package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.WorkloadMetrics.Trouble;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cache does not serve some of its keys, or none: calls to it fail in services that nothing else
 * keeps from it. A cache in a pod is down when none of its pods is ready.
 */
final class CacheShardDown implements Rule {
  private static final double LEAST_ERRORS = 0.2;
  private static final Set<Trouble> CUT =
      EnumSet.of(Trouble.TIMEOUT, Trouble.REFUSED, Trouble.OTHER);

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (ComponentStatus cache : situation.components()) {
      if (cache.kind().equals("cache")) {
        find(situation, cache, deeper).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Finding> find(
      Situation situation, ComponentStatus cache, List<Finding> deeper) {
    Optional<Workload> pod =
        situation.workload(cache.id()).filter(w -> w.deployment().value().ready() == 0);
    Optional<Failures> failures =
        Failures.of(situation, CUT, LEAST_ERRORS).stream()
            .filter(f -> f.component().equals(cache.id()))
            .filter(f -> f.services().stream().anyMatch(s -> !keptAway(s, deeper)))
            .findFirst();
    if (pod.isEmpty() && failures.isEmpty()) {
      return Optional.empty();
    }
    var evidence = new ArrayList<Evidence>();
    pod.ifPresent(p ->
        evidence.add(
            situation.seen(
                p.deployment(),
                Sentence.of("diagnosis.evidence.ready", 0, p.deployment().value().desired()))));
    failures.ifPresent(
        f -> evidence.addAll(f.evidence(situation, "diagnosis.evidence.errors", CUT)));
    boolean rejects =
        failures.stream()
            .flatMap(f -> f.services().stream())
            .anyMatch(s ->
                s.work().errorsOf(Trouble.REFUSED, cache.id())
                        + s.work().errorsOf(Trouble.OTHER, cache.id())
                    > 0);
    return Optional.of(
        new Finding(
            Kind.CACHE_SHARD_DOWN,
            cache.id(),
            Sentence.of("diagnosis.cache-shard-down", cache.name()),
            evidence,
            failures
                .map(f -> f.affected(situation))
                .orElseGet(() -> situation.affectedBy(cache.id(), List.of())),
            Sentence.of("diagnosis.remedy.cache-shard-down", cache.name()),
            pod.isPresent() ? Certainty.CERTAIN : rejects ? Certainty.LIKELY : Certainty.POSSIBLE));
  }

  private static boolean keptAway(Workload service, List<Finding> deeper) {
    return deeper.stream()
        .anyMatch(d ->
            (d.kind() == Kind.NETWORK_BLOCKED || d.kind() == Kind.DNS_DOWN)
                && d.concerns(service.id()));
  }
}
