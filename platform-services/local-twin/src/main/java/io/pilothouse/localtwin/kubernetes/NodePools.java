package io.pilothouse.localtwin.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import java.util.HashMap;
import java.util.Map;

/** The machines of the cluster by pool; stands in for the scale sets of AKS. */
final class NodePools {
  private final KubernetesTwinSpec spec;
  private final ClusterApi api;
  private final NodeObjects objects;
  private final Map<String, Integer> counts = new HashMap<>(); // guarded by this
  private int nodesMade; // guarded by this

  NodePools(KubernetesTwinSpec spec, ClusterApi api) {
    this.spec = spec;
    this.api = api;
    this.objects = new NodeObjects(spec);
  }

  void startAll() {
    spec.nodePools().forEach(pool -> scale(pool.name(), pool.count()));
  }

  /** Adds machines at the end of the pool, or takes the last ones away. */
  synchronized void scale(String poolName, int count) {
    NodePoolSpec pool =
        spec.nodePools().stream()
            .filter(known -> known.name().equals(poolName))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Cluster '" + spec.clusterName() + "' has no node pool " + poolName));
    int now = counts.getOrDefault(poolName, 0);
    for (int index = now; index < count; index++) {
      add(pool, index);
    }
    for (int index = now - 1; index >= count; index--) {
      remove(objects.name(pool, index));
    }
    counts.put(poolName, count);
  }

  private void add(NodePoolSpec pool, int index) {
    ObjectNode node = objects.node(pool, index);
    api.create(BuiltInResources.NODES, "", node, WriteOptions.DEFAULT);
    String name = objects.name(pool, index);
    ObjectNode machine = objects.status(pool, name, nodesMade++);
    api.modify(
        BuiltInResources.NODES,
        new ObjectKey("", name),
        ObjectPart.STATUS,
        tree -> Json.child(tree, "status").setAll(machine));
  }

  private void remove(String name) {
    ObjectKey key = new ObjectKey("", name);
    if (api.find(BuiltInResources.NODES, key).isPresent()) {
      api.delete(BuiltInResources.NODES, key, Deletion.now());
    }
  }
}
