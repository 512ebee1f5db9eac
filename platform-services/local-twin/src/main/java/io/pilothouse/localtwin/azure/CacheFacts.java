package io.pilothouse.localtwin.azure;

import java.util.List;
import java.util.Optional;

/**
 * What an Azure Cache for Redis is right now.
 *
 * @param location region in resource manager's spelling
 * @param skuName Basic, Standard or Premium
 * @param skuFamily C or P
 * @param capacity size within the family: 2 for P2
 * @param provisioningState resource manager's word: Succeeded, or Creating, Scaling…
 * @param shards absent when it is not clustered
 * @param nodes addresses of the Redis processes, {@code redis://:password@host:port}, primaries
 *     first; the metrics are read from them; secrets; a process that is gone stays in the list
 * @param nodesUp how many of them answer
 * @param serving whether every key has a primary that answers
 */
public record CacheFacts(
    String name,
    String location,
    String skuName,
    String skuFamily,
    int capacity,
    String provisioningState,
    String redisVersion,
    Optional<Integer> shards,
    int replicasPerPrimary,
    List<String> zones,
    List<String> nodes,
    int nodesUp,
    boolean serving) {
  public CacheFacts {
    zones = List.copyOf(zones);
    nodes = List.copyOf(nodes);
  }

  @Override
  public String toString() {
    return "CacheFacts[" + name + " " + provisioningState + ", " + nodes.size() + " nodes]";
  }
}
