package io.pilothouse.serviceruntime.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a routed database counted since its start, and how it stands.
 *
 * @param writes writes tried on the primary
 * @param replicaReads reads that a replica answered
 * @param primaryReads reads that went to the primary
 * @param failures work that failed for the caller
 * @param replicas what is known of each replica
 * @param pools by server, the primary's first
 */
public record RoutingSnapshot(
    long writes,
    long replicaReads,
    long primaryReads,
    long failures,
    List<ReplicaReading> replicas,
    Map<String, PoolUse> pools) {

  public RoutingSnapshot {
    replicas = List.copyOf(replicas);
    pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
  }

  /** Read-only transactions on whatever server. */
  public long reads() {
    return replicaReads + primaryReads;
  }

  /** All pools together. */
  public PoolUse pool() {
    return pools.values().stream().reduce(new PoolUse(0, 0, 0, 0), PoolUse::plus);
  }
}
