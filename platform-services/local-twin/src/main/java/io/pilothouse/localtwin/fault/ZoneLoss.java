package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import io.pilothouse.localtwin.redis.RedisNodeState;
import io.pilothouse.localtwin.redis.RedisRole;
import java.util.List;

/**
 * An availability zone without power: its nodes are lost, its PostgreSQL processes held down, and
 * the primaries of a cache whose document puts them there.
 */
final class ZoneLoss {
  private static final String ZONE = "topology.kubernetes.io/zone";

  private ZoneLoss() {}

  static Mending inject(LocalTwin twin, FaultArguments arguments) {
    String region = twin.blueprint().region().primary();
    String zone = arguments.text("zone");
    List<String> nodes = nodes(twin.kubernetes(), region + "-" + zone);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException(
          "no node of the cluster stands in zone '" + zone + "' of " + region);
    }
    nodes.forEach(twin.kubernetes().faults()::loseNode);
    var servers =
        new HeldDown(member -> member.zone().equals(zone) && member.location().equals(region));
    twin.blueprint()
        .databaseServers()
        .forEach(declared -> servers.take(twin.postgres(declared.resourceName())));
    for (var declared : twin.blueprint().caches()) {
      if (declared.zone().filter(zone::equals).isPresent()) {
        var cache = twin.redis(declared.resourceName());
        cache.state().stream()
            .filter(node -> node.role() == RedisRole.PRIMARY)
            .map(RedisNodeState::name)
            .forEach(cache::kill);
      }
    }
    return () -> {
      nodes.forEach(twin.kubernetes().faults()::mendNode);
      servers.release();
    };
  }

  private static List<String> nodes(KubernetesTwin cluster, String zone) {
    return cluster.api().list(BuiltInResources.NODES, Selection.everything()).stream()
        .filter(node -> zone.equals(node.labels().get(ZONE)))
        .map(KubeObject::name)
        .toList();
  }
}
