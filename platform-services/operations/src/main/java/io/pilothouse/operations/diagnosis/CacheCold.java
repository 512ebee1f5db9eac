package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cache answers, and suddenly has little of what it is asked for: it was emptied, or evicts.
 * What it lacks is read from the database, by everybody at once.
 */
final class CacheCold implements Rule {
  private static final double USUAL_LEAST = 0.4;
  private static final double OF_USUAL = 0.7;

  /** A cache of which little was amiss is felt by how much more the database is asked. */
  private static final double MISSES_OF_USUAL = 5;

  /** Entries that grow old at one time are no fall. */
  private static final double LEAST_FALL = 0.15;

  private static final Duration LOOK_BACK = Duration.ofMinutes(30);
  private static final Duration TOO_YOUNG = Duration.ofSeconds(25);

  /** Calls a second; who does not reach the cache cannot tell how cold it is. */
  private static final double LEAST_ERRORS = 0.1;

  private record Fall(Workload service, double now, double usual) {}

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    Optional<ComponentStatus> cache =
        situation.components().stream().filter(c -> c.kind().equals("cache")).findFirst();
    if (cache.isEmpty()) {
      return List.of();
    }
    String id = cache.get().id();
    boolean unreachable =
        deeper.stream()
            .anyMatch(d -> d.kind() == Kind.CACHE_SHARD_DOWN && d.component().equals(id));
    var falls = new ArrayList<Fall>();
    if (!unreachable) {
      situation.services().stream()
          .filter(s -> s.work().errorsOf(id) < LEAST_ERRORS)
          .forEach(s -> fall(situation, s, id).ifPresent(falls::add));
    }
    if (falls.isEmpty()) {
      return List.of();
    }
    List<Evidence> evidence =
        falls.stream()
            .map(f ->
                situation.reported(
                    f.service(),
                    Sentence.of(
                        "diagnosis.evidence.hit-ratio",
                        f.service().name(),
                        Baseline.rounded(f.now() * 100),
                        Baseline.rounded(f.usual() * 100))))
            .toList();
    return List.of(
        new Finding(
            Kind.CACHE_COLD,
            id,
            Sentence.of("diagnosis.cache-cold", cache.get().name()),
            evidence,
            situation.affectedBy(id, falls.stream().map(f -> f.service().id()).toList()),
            Sentence.of("diagnosis.remedy.cache-cold", cache.get().name()),
            falls.size() > 1 ? Certainty.LIKELY : Certainty.POSSIBLE));
  }

  private static Optional<Fall> fall(Situation situation, Workload service, String cache) {
    Instant until =
        situation
            .before(Kind.CACHE_COLD, cache)
            .map(Cause::since)
            .orElse(situation.now())
            .minus(TOO_YOUNG);
    Optional<Double> usual =
        Baseline.of(
            situation.history(),
            service.resource(),
            WorkloadMetrics.HIT_RATIO,
            until.minus(LOOK_BACK),
            until);
    return usual
        .filter(u -> u >= USUAL_LEAST)
        .flatMap(u ->
            service
                .work()
                .hitRatio()
                .filter(now -> fell(now, u))
                .map(now -> new Fall(service, now, u)));
  }

  private static boolean fell(double now, double usual) {
    return now <= usual * OF_USUAL
        || (usual - now >= LEAST_FALL && 1 - now >= (1 - usual) * MISSES_OF_USUAL);
  }
}
