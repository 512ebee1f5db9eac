package io.pilothouse.localtwin.kubernetes;

import java.util.List;
import java.util.Map;

/**
 * A node pool of the cluster.
 *
 * @param name the agent pool's name, in lower case
 * @param mode system or user pool, shown in {@code kubernetes.azure.com/mode}
 * @param vmSize what each node offers
 * @param count nodes at the start
 * @param zones values of {@code topology.kubernetes.io/zone}, filled round robin, such as {@code
 *     koreacentral-1}; must not be empty
 * @param taints taints of every node
 * @param labels labels beside those that AKS sets
 */
public record NodePoolSpec(
    String name,
    Mode mode,
    VmSize vmSize,
    int count,
    List<String> zones,
    List<NodeTaint> taints,
    Map<String, String> labels) {

  /** Whether the pool carries the system's own pods. */
  public enum Mode {
    SYSTEM,
    USER
  }

  public NodePoolSpec {
    zones = List.copyOf(zones);
    taints = List.copyOf(taints);
    labels = Map.copyOf(labels);
    if (zones.isEmpty()) {
      throw new IllegalArgumentException("Node pool '" + name + "' names no zone");
    }
    if (count < 0) {
      throw new IllegalArgumentException("Node pool '" + name + "' has a negative count: " + count);
    }
  }
}
