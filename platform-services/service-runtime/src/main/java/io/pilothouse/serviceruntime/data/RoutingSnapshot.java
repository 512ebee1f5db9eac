package io.pilothouse.serviceruntime.data;

import java.util.List;

/**
 * What a routed database counted since its start, and how it stands.
 *
 * @param writes writes tried on the primary
 * @param replicaReads reads that a replica answered
 * @param primaryReads reads that went to the primary
 * @param failures work that failed for the caller
 * @param replicas what is known of each replica
 * @param pool all pools together
 */
public record RoutingSnapshot(
    long writes,
    long replicaReads,
    long primaryReads,
    long failures,
    List<ReplicaReading> replicas,
    PoolUse pool) {

  public RoutingSnapshot {
    replicas = List.copyOf(replicas);
  }
}
