package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An AKS cluster as resource manager reports it.
 *
 * @param privateCluster whether its API server has a private address only
 * @param networkPlugin azure, kubenet or none
 * @param networkPolicy azure, calico, cilium or none: what enforces network policies
 */
public record ManagedCluster(
    ResourceId id,
    String name,
    String resourceGroup,
    String location,
    String provisioningState,
    Optional<String> powerState,
    Optional<String> kubernetesVersion,
    Optional<String> tier,
    List<AgentPool> pools,
    Optional<Boolean> privateCluster,
    Optional<String> networkPlugin,
    Optional<String> networkPolicy,
    Map<String, String> tags)
    implements Resource {
  public ManagedCluster {
    pools = List.copyOf(pools);
    tags = Map.copyOf(tags);
  }

  /** One of which the pools are known, and not its network. */
  public ManagedCluster(
      ResourceId id,
      String name,
      String resourceGroup,
      String location,
      String provisioningState,
      Optional<String> powerState,
      Optional<String> kubernetesVersion,
      Optional<String> tier,
      List<AgentPool> pools) {
    this(
        id,
        name,
        resourceGroup,
        location,
        provisioningState,
        powerState,
        kubernetesVersion,
        tier,
        pools,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /**
   * A node pool.
   *
   * @param taints as {@code key=value:Effect}
   * @param subnet id of the subnet of its nodes
   * @param priority Regular or Spot
   */
  public record AgentPool(
      String name,
      String mode,
      String vmSize,
      int count,
      boolean autoscaling,
      Optional<Integer> minCount,
      Optional<Integer> maxCount,
      List<String> zones,
      String provisioningState,
      List<String> taints,
      Map<String, String> labels,
      Optional<ResourceId> subnet,
      Optional<String> priority) {
    public AgentPool {
      zones = List.copyOf(zones);
      taints = List.copyOf(taints);
      labels = Map.copyOf(labels);
    }

    /** One of which the size is known, and not what keeps pods off or draws them. */
    public AgentPool(
        String name,
        String mode,
        String vmSize,
        int count,
        boolean autoscaling,
        Optional<Integer> minCount,
        Optional<Integer> maxCount,
        List<String> zones,
        String provisioningState) {
      this(
          name,
          mode,
          vmSize,
          count,
          autoscaling,
          minCount,
          maxCount,
          zones,
          provisioningState,
          List.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty());
    }
  }
}
