package io.pilothouse.localtwin.deploy;

import io.pilothouse.sharedmodel.blueprint.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Within which limits node pools scale by themselves: the document's, until somebody sets others.
 * Thread-safe.
 */
public final class NodePoolLimits {
  private final Map<String, Range> ranges = new ConcurrentHashMap<>();

  /** The document's limits. */
  public NodePoolLimits(List<Cluster.NodePool> pools) {
    pools.forEach(pool ->
        ranges.put(
            Placement.agentPool(pool),
            new Range(pool.autoscaling(), pool.minCount(), pool.maxCount())));
  }

  /** Limits of one pool. @param automatic whether it scales by itself at all */
  public record Range(boolean automatic, int least, int most) {}

  /** The limits of a pool by its name in AKS. */
  public Optional<Range> of(String pool) {
    return Optional.ofNullable(ranges.get(pool));
  }

  /** Sets the limits of a pool from now on. */
  public void set(String pool, Range range) {
    ranges.put(pool, range);
  }
}
