package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Optional;

/** An AKS cluster as resource manager reports it. */
public record ManagedCluster(
    ResourceId id,
    String name,
    String resourceGroup,
    String location,
    String provisioningState,
    Optional<String> powerState,
    Optional<String> kubernetesVersion,
    Optional<String> tier,
    List<AgentPool> pools)
    implements Resource {
  public ManagedCluster {
    pools = List.copyOf(pools);
  }

  /** A node pool. */
  public record AgentPool(
      String name,
      String mode,
      String vmSize,
      int count,
      boolean autoscaling,
      Optional<Integer> minCount,
      Optional<Integer> maxCount,
      List<String> zones,
      String provisioningState) {
    public AgentPool {
      zones = List.copyOf(zones);
    }
  }
}
