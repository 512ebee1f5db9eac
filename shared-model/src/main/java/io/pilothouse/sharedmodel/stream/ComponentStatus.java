package io.pilothouse.sharedmodel.stream;

import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One component of the map, judged.
 *
 * @param id of the blueprint's component, or of the discovered one
 * @param kind such as service, database-server, database-replica, cache, cluster, node-pool,
 *     message-broker
 * @param stale whether it rests on a lost source; its health is then UNKNOWN
 * @param facts in the order in which they are shown
 * @param reasons sentences why it is not normal, worst first
 * @param bound the live resources behind it
 */
public record ComponentStatus(
    String id,
    String kind,
    String name,
    Health health,
    boolean stale,
    Map<String, Fact> facts,
    List<Sentence> reasons,
    List<ResourceId> bound) {
  public ComponentStatus {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    reasons = List.copyOf(reasons);
    bound = List.copyOf(bound);
  }
}
