package io.pilothouse.blueprints.review.cache;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Cache;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Snapshots lose what was written after the last one. */
public final class SnapshotRecoveryPoint implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "redis-recovery-point",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-persistence");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    Optional<Duration> objective = design.blueprint().objectives().recoveryPoint();
    return Persistent.in(design)
        .flatMap(c ->
            c
                .persistence()
                .filter(p -> !p.appendOnly())
                .flatMap(Cache.Persistence::snapshotInterval)
                .filter(i -> objective.filter(o -> i.compareTo(o) > 0).isPresent())
                .map(
                    i -> Occurrence.of(c, Persistent.source(design, c), i, objective.orElseThrow()))
                .stream());
  }
}
