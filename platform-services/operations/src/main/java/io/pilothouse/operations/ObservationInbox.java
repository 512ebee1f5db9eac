package io.pilothouse.operations;

import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.SourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds observations until the engine takes them. Never blocks a source and stays bounded: when
 * more wait than it should hold, those that a later one makes void are let go (an older look at the
 * same resource, everything before a full listing, all but the last word that a source is there),
 * and of measured values the oldest. All methods may be called from any thread.
 */
final class ObservationInbox {
  private final int capacity;
  private List<Observation> waiting = new ArrayList<>();
  private int compactAt;

  ObservationInbox(int capacity) {
    this.capacity = capacity;
    this.compactAt = capacity;
  }

  synchronized void offer(Observation observation) {
    waiting.add(observation);
    if (waiting.size() >= compactAt) {
      waiting = compacted(waiting);
      // What remains is needed; looking again at once would cost each offer a pass.
      compactAt = Math.max(capacity, waiting.size() * 2);
    }
  }

  /** Everything that waits, in the order of arrival. */
  synchronized List<Observation> drain() {
    List<Observation> drained = waiting;
    waiting = new ArrayList<>();
    compactAt = capacity;
    return drained;
  }

  /** Walks backwards and keeps what no later observation makes void. */
  private List<Observation> compacted(List<Observation> observations) {
    Set<Object> told = new HashSet<>();
    Set<SourceId> listed = new HashSet<>();
    Set<SourceId> heard = new HashSet<>();
    Set<SourceId> covered = new HashSet<>();
    Set<SourceId> limited = new HashSet<>();
    Map<SourceId, Integer> measured = new HashMap<>();
    var kept = new ArrayList<Observation>();
    for (Observation o : observations.reversed()) {
      boolean keep =
          switch (o) {
            case Observation.Upserted u ->
                !listed.contains(u.source()) && told.add(List.of(u.source(), u.resource().id()));
            case Observation.Gone g ->
                !listed.contains(g.source()) && told.add(List.of(g.source(), g.id()));
            case Observation.Resynced r -> listed.add(r.source());
            case Observation.Measured m -> measured.merge(m.source(), 1, Integer::sum) <= capacity;
            case Observation.Confirmed c -> heard.add(c.source());
            case Observation.Covered c -> covered.add(c.source());
            case Observation.Limited l -> limited.add(l.source());
            case Observation.SourceLost l -> heard.add(l.source());
          };
      if (keep) {
        kept.add(o);
      }
    }
    return new ArrayList<>(kept.reversed());
  }
}
