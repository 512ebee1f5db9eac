package io.pilothouse.blueprints.service;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import io.pilothouse.sharedmodel.blueprint.Relation;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which services and external systems a service calls, as the document's arrows have it. An arrow
 * may lead through something that passes requests on, such as a service mesh; it ends at the next
 * service or external system. Pure.
 */
public final class CallGraph {

  private final Map<String, List<String>> arrows = new HashMap<>();
  private final Set<String> services;
  private final Set<String> externals;
  private final List<ExternalSystem> guarded;

  public CallGraph(Blueprint blueprint) {
    services = blueprint.services().stream().map(Service::id).collect(Collectors.toSet());
    guarded = blueprint.externalSystems();
    externals = guarded.stream().map(ExternalSystem::id).collect(Collectors.toSet());
    for (Relation relation : blueprint.relations()) {
      if (relation.type() == Relation.Type.REQUEST || relation.type() == Relation.Type.IDENTITY) {
        arrows.computeIfAbsent(relation.from(), from -> new ArrayList<>()).add(relation.to());
      }
    }
  }

  /**
   * Ids of the external systems that a service calls: by an arrow, or by a breaker it is said to
   * have.
   */
  public List<String> externals(String service) {
    var called = new LinkedHashSet<String>(ends(service));
    called.retainAll(externals);
    guarded.stream()
        .filter(
            system -> system.circuitBreakers().stream().anyMatch(b -> b.caller().equals(service)))
        .map(ExternalSystem::id)
        .forEach(called::add);
    return List.copyOf(called);
  }

  /** Ids of the services that a service calls. */
  public List<String> services(String service) {
    var called = new LinkedHashSet<String>(ends(service));
    called.retainAll(services);
    called.remove(service);
    return List.copyOf(called);
  }

  private Set<String> ends(String service) {
    var ends = new LinkedHashSet<String>();
    var seen = new LinkedHashSet<String>();
    var open = new ArrayDeque<String>(arrows.getOrDefault(service, List.of()));
    while (!open.isEmpty()) {
      String at = open.removeFirst();
      if (services.contains(at) || externals.contains(at)) {
        ends.add(at);
      } else if (seen.add(at)) {
        open.addAll(arrows.getOrDefault(at, List.of()));
      }
    }
    return ends;
  }
}
