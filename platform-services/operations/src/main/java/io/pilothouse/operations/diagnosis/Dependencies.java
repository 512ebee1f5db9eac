package io.pilothouse.operations.diagnosis;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Relation;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who needs whom, from the document's relations, the owners of databases and the callers of
 * external systems. A relation to a private endpoint is one to what stands behind it.
 */
final class Dependencies {
  private final Map<String, Set<String>> dependents = new HashMap<>();

  Dependencies(Optional<Blueprint> blueprint) {
    blueprint.ifPresent(this::read);
  }

  private void read(Blueprint blueprint) {
    var behind = new HashMap<String, String>();
    blueprint
        .network()
        .ifPresent(n -> {
          for (Network.PrivateEndpoint endpoint : n.privateEndpoints()) {
            behind.put(endpoint.id(), endpoint.target());
          }
        });
    for (Relation relation : blueprint.relations()) {
      switch (relation.type()) {
        case REQUEST, DATA, CACHE, MESSAGE, SECRET ->
            needs(relation.from(), behind.getOrDefault(relation.to(), relation.to()));
        case REPLICATION -> needs(relation.to(), relation.from());
        case MONITORING, DELIVERY, BACKUP, IDENTITY -> {}
      }
    }
    for (DatabaseServer server : blueprint.databaseServers()) {
      server.databases().stream()
          .flatMap(d -> d.service().stream())
          .forEach(s -> needs(s, server.id()));
      server.replicas().forEach(r -> needs(r.id(), server.id()));
    }
    blueprint
        .externalSystems()
        .forEach(e -> e.circuitBreakers().forEach(b -> needs(b.caller(), e.id())));
    blueprint
        .messageBrokers()
        .forEach(b -> {
          b.queues().forEach(q -> dependentsOf(b.id()).forEach(s -> needs(s, q.id())));
          b.topics().forEach(t -> dependentsOf(b.id()).forEach(s -> needs(s, t.id())));
        });
  }

  private void needs(String who, String what) {
    dependents.computeIfAbsent(what, k -> new LinkedHashSet<>()).add(who);
  }

  /** Those that need a component themselves. */
  Set<String> dependentsOf(String component) {
    return dependents.getOrDefault(component, Set.of());
  }

  /** Those that need it, or need one that does. */
  Set<String> allDependentsOf(String component) {
    var all = new LinkedHashSet<String>();
    var next = new ArrayDeque<>(dependentsOf(component));
    while (!next.isEmpty()) {
      String id = next.poll();
      if (!id.equals(component) && all.add(id)) {
        next.addAll(dependentsOf(id));
      }
    }
    return all;
  }
}
