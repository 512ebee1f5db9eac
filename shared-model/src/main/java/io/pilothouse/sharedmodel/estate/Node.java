package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Optional;

/**
 * A node. @param cpuAllocatable cores; @param memoryAllocatable bytes; both what pods may use, not
 * the machine's capacity
 */
public record Node(
    ResourceId id,
    String name,
    Optional<String> zone,
    Optional<String> pool,
    boolean ready,
    boolean unschedulable,
    double cpuAllocatable,
    double memoryAllocatable,
    List<String> taints,
    String kubeletVersion,
    Optional<String> reason)
    implements Resource {
  public Node {
    taints = List.copyOf(taints);
  }
}
