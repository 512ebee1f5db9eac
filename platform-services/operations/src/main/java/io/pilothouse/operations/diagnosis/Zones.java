package io.pilothouse.operations.diagnosis;

import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Pod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The zones of a cluster by their nodes. */
final class Zones {
  private Zones() {}

  /** A zone without a ready node. */
  record Lost(String zone, List<Observed<Node>> nodes) {
    /** Whether a data service that says {@code 1} stands in {@code koreacentral-1}. */
    boolean holds(Optional<String> dataZone) {
      return dataZone.filter(z -> zone.equals(z) || zone.endsWith("-" + z)).isPresent();
    }
  }

  /** Those in which no node is ready while nodes of others are. */
  static List<Lost> lost(Situation situation) {
    Map<String, List<Observed<Node>>> zones = new TreeMap<>();
    for (Observed<Node> node : situation.estate().nodes()) {
      if (situation.heard(node.source())) {
        node.value()
            .zone()
            .ifPresent(z -> zones.computeIfAbsent(z, k -> new ArrayList<>()).add(node));
      }
    }
    boolean someReady =
        zones.values().stream().flatMap(List::stream).anyMatch(n -> n.value().ready());
    return someReady
        ? zones.entrySet().stream()
            .filter(e -> e.getValue().stream().noneMatch(n -> n.value().ready()))
            .map(e -> new Lost(e.getKey(), List.copyOf(e.getValue())))
            .toList()
        : List.of();
  }

  /** Services with pods on nodes, or that have too few ready ones; and the pools of the nodes. */
  static Set<String> suffering(Situation situation, List<Observed<Node>> nodes) {
    Set<String> names = nodes.stream().map(n -> n.value().name()).collect(Collectors.toSet());
    Set<String> ids = nodes.stream().map(n -> n.value().id().value()).collect(Collectors.toSet());
    var suffering = new LinkedHashSet<String>();
    situation.components().stream()
        .filter(c -> c.kind().equals("node-pool"))
        .filter(c -> c.bound().stream().anyMatch(b -> ids.contains(b.value())))
        .forEach(c -> suffering.add(c.id()));
    for (Workload workload : situation.workloads()) {
      boolean there =
          workload.pods().stream()
              .map(Pod::node)
              .anyMatch(n -> n.filter(names::contains).isPresent());
      if (there
          || workload.deployment().value().ready() < workload.deployment().value().desired()) {
        suffering.add(workload.id());
      }
    }
    return suffering;
  }
}
