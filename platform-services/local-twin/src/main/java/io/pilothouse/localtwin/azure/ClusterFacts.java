package io.pilothouse.localtwin.azure;

import java.util.List;
import java.util.Map;

/**
 * What an AKS cluster is right now.
 *
 * @param location region in resource manager's spelling
 * @param tier Free, Standard or Premium
 * @param powerState Running or Stopped
 * @param pods how many pods are in each phase (Pending, Running, Succeeded, Failed, Unknown)
 */
public record ClusterFacts(
    String name,
    String location,
    String kubernetesVersion,
    String tier,
    String provisioningState,
    String powerState,
    boolean privateCluster,
    List<Pool> pools,
    List<NodeUse> nodes,
    Map<String, Integer> pods) {
  public ClusterFacts {
    pools = List.copyOf(pools);
    nodes = List.copyOf(nodes);
    pods = Map.copyOf(pods);
  }

  /**
   * A node pool. @param mode System or User; @param count nodes there now; @param taints
   * key=value:Effect
   */
  public record Pool(
      String name,
      String mode,
      String vmSize,
      int count,
      boolean autoscaling,
      int minCount,
      int maxCount,
      List<String> zones,
      List<String> taints,
      String provisioningState) {
    public Pool {
      zones = List.copyOf(zones);
      taints = List.copyOf(taints);
    }
  }

  /**
   * What a node's pods use.
   *
   * @param cpuPercent of the node's allocatable cores
   * @param memoryPercent working set, of the node's allocatable memory
   */
  public record NodeUse(String name, String pool, double cpuPercent, double memoryPercent) {}
}
