package io.pilothouse.serviceruntime.data;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where a read goes, and why. */
public sealed interface ReadRoute {

  /**
   * To a replica.
   *
   * @param index its place in the list that was asked
   */
  record ToReplica(int index) implements ReadRoute {}

  /** To the primary, since no replica will do. */
  record ToPrimary(String reason) implements ReadRoute {}

  /**
   * Chooses among replicas that answered lately and are within the objective, in turn; the primary
   * when there is none.
   *
   * @param staleAfter how old a reading may be
   * @param needs the position that the replica must have replayed, so that a session reads its own
   *     writes; 0 is any
   * @param turn a number that grows with each read
   */
  static ReadRoute choose(
      List<ReplicaReading> replicas,
      Duration lagObjective,
      Duration staleAfter,
      Instant now,
      long needs,
      int turn) {
    if (replicas.isEmpty()) {
      return new ToPrimary("there is no replica");
    }
    for (int step = 0; step < replicas.size(); step++) {
      int index = Math.floorMod(turn + step, replicas.size());
      var replica = replicas.get(index);
      boolean fresh =
          replica.observedAt().map(at -> !at.isBefore(now.minus(staleAfter))).orElse(false);
      boolean close = replica.lag().map(lag -> lag.compareTo(lagObjective) <= 0).orElse(false);
      if (fresh && close && replica.replayed() >= needs) {
        return new ToReplica(index);
      }
    }
    if (needs > 0) {
      return new ToPrimary("no replica shows what the session wrote");
    }
    return new ToPrimary("no replica answers within a lag of " + lagObjective.toMillis() + " ms");
  }
}
