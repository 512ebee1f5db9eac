package io.pilothouse.sharedmodel.action;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an action would do, checked but not done.
 *
 * @param id becomes the run's id: an effect carries it, so that it happens once
 * @param target the resource, resolved
 * @param changes what will change: lines of a unified diff (words of others), or sentences
 * @param affected what else will feel it
 * @param irreversible what cannot be undone
 * @param expectedMillis how long the last runs of this kind took here; absent before the first
 * @param typedName what the operator must type to confirm
 */
public record Plan(
    String id,
    Intent intent,
    String target,
    Instant plannedAt,
    List<Sentence> changes,
    List<Sentence> affected,
    List<Sentence> irreversible,
    List<Guard> guards,
    List<Objective> objectives,
    Optional<Long> expectedMillis,
    String typedName) {
  public Plan {
    changes = List.copyOf(changes);
    affected = List.copyOf(affected);
    irreversible = List.copyOf(irreversible);
    guards = List.copyOf(guards);
    objectives = List.copyOf(objectives);
  }

  /** Whether no guard blocks it. */
  public boolean allowed() {
    return guards.stream().noneMatch(g -> g.verdict() == Guard.Verdict.BLOCK);
  }

  /**
   * A promise of the blueprint that the run is held against. @param name failoverTime,
   * recoveryTime, recoveryPoint or rollbackTime
   */
  public record Objective(String name, long millis) {}
}
