package io.pilothouse.localtwin.deploy;

import io.pilothouse.localtwin.deploy.NodePoolLimits.Range;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in for the cluster autoscaler of AKS: adds a node to a pool whose pods find no place, one
 * a look, and takes the newest away when it has carried no pod for ten minutes, AKS's default.
 * Unlike AKS's it does not drain a node that is merely little used.
 *
 * <p>{@link #look} is to be called by one thread.
 */
public final class NodePoolAutoscaler {

  /** AKS's default {@code scan-interval}. */
  public static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(NodePoolAutoscaler.class);
  private static final Duration UNNEEDED = Duration.ofMinutes(10);
  private static final String POOL = "kubernetes.azure.com/agentpool";

  private final KubernetesTwin cluster;
  private final List<String> pools;
  private final NodePoolLimits limits;
  private final InstantSource clock;
  private final Map<String, Instant> emptySince = new HashMap<>();

  /** Makes an autoscaler of pools, as far as their limits let them scale. */
  public NodePoolAutoscaler(
      KubernetesTwin cluster,
      List<Cluster.NodePool> pools,
      NodePoolLimits limits,
      InstantSource clock) {
    this.cluster = cluster;
    this.pools = pools.stream().map(Placement::agentPool).toList();
    this.limits = limits;
    this.clock = clock;
  }

  /** Looks once and scales what needs it. */
  public void look() {
    var pods = cluster.api().list(BuiltInResources.PODS, Selection.everything());
    var nodes = cluster.api().list(BuiltInResources.NODES, Selection.everything());
    Set<String> used =
        pods.stream()
            .map(pod -> pod.spec().path("nodeName").asText(""))
            .collect(Collectors.toSet());
    var present = new HashSet<String>();
    nodes.forEach(node -> present.add(node.name()));
    emptySince.keySet().retainAll(present);
    for (var node : nodes) {
      if (used.contains(node.name())) {
        emptySince.remove(node.name());
      } else {
        emptySince.putIfAbsent(node.name(), clock.instant());
      }
    }
    for (String name : pools) {
      Optional<Range> range = limits.of(name).filter(Range::automatic);
      if (range.isEmpty()) {
        continue;
      }
      var members = nodes.stream().filter(node -> name.equals(node.labels().get(POOL))).toList();
      long waiting = pods.stream().filter(pod -> waitsFor(name, pod)).count();
      var newestEmpty =
          members.stream()
              .max(Comparator.comparing(KubeObject::name))
              .flatMap(node -> Optional.ofNullable(emptySince.get(node.name())))
              .map(since -> Duration.between(since, clock.instant()));
      int wanted = wanted(range.get(), members.size(), waiting, newestEmpty);
      if (wanted != members.size()) {
        LOG.info(
            "node pool={} count {} -> {} waitingPods={}", name, members.size(), wanted, waiting);
        cluster.scaleNodePool(name, wanted);
      }
    }
  }

  /**
   * How many nodes a pool should have.
   *
   * @param waiting pods that only this pool may take and that find no place
   * @param newestEmpty how long the newest node has carried no pod; empty when it carries one
   */
  static int wanted(Range range, int now, long waiting, Optional<Duration> newestEmpty) {
    if (waiting > 0) {
      return Math.max(now, Math.min(now + 1, range.most()));
    }
    boolean unneeded = newestEmpty.filter(time -> time.compareTo(UNNEEDED) >= 0).isPresent();
    return unneeded && now > range.least() ? now - 1 : now;
  }

  private static boolean waitsFor(String pool, KubeObject pod) {
    return pod.spec().path("nodeName").asText("").isEmpty()
        && pool.equals(pod.spec().path("nodeSelector").path(POOL).asText())
        && "Unschedulable".equals(pod.condition("PodScheduled").path("reason").asText());
  }
}
