package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cluster's pools of nodes. */
final class NodePools {
  private static final String SPOT_TAINT = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule";
  private static final String SMALL = "Standard_D2s_v3";
  private static final String USUAL = "Standard_D4s_v3";

  /** What Azure gives a machine of up to seven cores whose own disk is too small for it. */
  private static final int DISK_GIGABYTES = 128;

  private static final List<String> ZONES = List.of("1", "2", "3");

  private final Draft draft;
  private final NetworkPlan plan;
  private final Cluster cluster;

  NodePools(Draft draft, NetworkPlan plan) {
    this.draft = draft;
    this.plan = plan;
    this.cluster = draft.blueprint().cluster();
  }

  List<ObjectNode> of() {
    var pools = new ArrayList<ObjectNode>();
    draft.assume(cluster.id(), "osDiskSizeGB", DISK_GIGABYTES, "node-disk", DISK_GIGABYTES);
    boolean regularSystemPool = cluster.nodePools().stream().anyMatch(NodePools::canBeSystem);
    if (cluster.nodePools().isEmpty()) {
      draft.assume(cluster.id(), "nodePools", "3 × " + USUAL, "node-pool", 3, USUAL);
      pools.add(ours("system", USUAL, 3, Optional.of(ZONES)));
    } else if (!regularSystemPool) {
      draft.correct(cluster.id(), "nodePools", "1 × " + SMALL, "system-pool", SMALL);
      pools.add(ours("system", SMALL, 1, Optional.empty()));
    }
    cluster.nodePools().forEach(pool -> pools.add(pool(pool)));
    return pools;
  }

  /** Azure keeps a cluster's own pods off nodes that it may take back. */
  private static boolean canBeSystem(Cluster.NodePool pool) {
    return pool.mode().equals("System") && !pool.spot().orElse(false);
  }

  private ObjectNode ours(String name, String size, int count, Optional<List<String>> zones) {
    return Json.object(
        "name",
        name,
        "mode",
        "System",
        "type",
        "VirtualMachineScaleSets",
        "vmSize",
        size,
        "count",
        count,
        "enableAutoScaling",
        false,
        "availabilityZones",
        zones,
        "osDiskType",
        "Managed",
        "osDiskSizeGB",
        DISK_GIGABYTES,
        "osType",
        "Linux",
        "osSKU",
        "AzureLinux",
        "vnetSubnetID",
        plan.id(plan.nodes()));
  }

  private ObjectNode pool(Cluster.NodePool pool) {
    boolean spot = pool.spot().orElse(false);
    var taints = new ArrayList<>(pool.taints());
    if (spot) {
      taints.add(SPOT_TAINT);
    }
    return Json.object(
        "name",
        pool.agentPool(),
        "mode",
        canBeSystem(pool) ? "System" : "User",
        "type",
        "VirtualMachineScaleSets",
        "vmSize",
        pool.vmSize(),
        "count",
        pool.count(),
        "enableAutoScaling",
        pool.autoscaling(),
        "minCount",
        pool.autoscaling() ? Optional.of(pool.minCount()) : Optional.empty(),
        "maxCount",
        pool.autoscaling() ? Optional.of(pool.maxCount()) : Optional.empty(),
        "availabilityZones",
        pool.zones().isEmpty() ? Optional.empty() : Optional.of(pool.zones()),
        "nodeTaints",
        taints.isEmpty() ? Optional.empty() : Optional.of(taints),
        "scaleSetPriority",
        spot ? Optional.of("Spot") : Optional.empty(),
        "scaleSetEvictionPolicy",
        spot ? Optional.of("Delete") : Optional.empty(),
        "spotMaxPrice",
        spot ? Optional.of(-1) : Optional.empty(),
        "osDiskType",
        "Managed",
        "osDiskSizeGB",
        DISK_GIGABYTES,
        "osType",
        "Linux",
        "osSKU",
        "AzureLinux",
        "vnetSubnetID",
        plan.id(plan.nodes()));
  }
}
