package io.pilothouse.deployer.values;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Relation;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who talks to whom in a blueprint. Private endpoints, meshes and load balancers are on the way,
 * not the end of it.
 */
final class Edges {
  private static final Set<Relation.Type> SPOKEN =
      Set.of(
          Relation.Type.REQUEST,
          Relation.Type.DATA,
          Relation.Type.CACHE,
          Relation.Type.MESSAGE,
          Relation.Type.SECRET,
          Relation.Type.IDENTITY,
          Relation.Type.MONITORING);
  private static final Set<String> ON_THE_WAY = Set.of("service-mesh", "load-balancer");
  private static final Set<String> ENTRANCES =
      Set.of("ingress-controller", "load-balancer", "content-delivery", "users");

  private final Blueprint blueprint;
  private final Map<String, Component> components;

  Edges(Blueprint blueprint) {
    this.blueprint = blueprint;
    this.components =
        blueprint.components().stream()
            .collect(Collectors.toMap(Component::id, Function.identity(), (first, _) -> first));
  }

  /** What a service talks to: services, stores, brokers, others' systems; each once. */
  List<Component> from(Service service) {
    var found = new LinkedHashSet<Component>();
    var seen = new LinkedHashSet<String>();
    var open = new ArrayDeque<String>(List.of(service.id()));
    while (!open.isEmpty()) {
      String from = open.remove();
      for (var relation : blueprint.relations()) {
        Component to = components.get(relation.to());
        if (relation.from().equals(from)
            && SPOKEN.contains(relation.type())
            && to != null
            && seen.add(to.id())) {
          if (onTheWay(to)) {
            open.add(to.id());
          } else {
            found.add(owner(to));
          }
        }
      }
    }
    found.removeIf(service::equals);
    return List.copyOf(found);
  }

  /** The server on which a service keeps its data. */
  Optional<DatabaseServer> database(Service service) {
    return from(service).stream()
        .filter(DatabaseServer.class::isInstance)
        .map(DatabaseServer.class::cast)
        .findFirst();
  }

  /** The services that the entrance leads to. */
  List<Service> exposed() {
    return blueprint.services().stream()
        .filter(service ->
            blueprint.relations().stream()
                .anyMatch(relation ->
                    relation.to().equals(service.id())
                        && relation.type() == Relation.Type.REQUEST
                        && entrance(components.get(relation.from()))))
        .toList();
  }

  private static boolean entrance(@org.jspecify.annotations.Nullable Component component) {
    return switch (component) {
      case Entrance.ApplicationGateway _, Entrance.FrontDoor _ -> true;
      case ManagedService managed -> ENTRANCES.contains(managed.type());
      case null, default -> false;
    };
  }

  private static boolean onTheWay(Component component) {
    return switch (component) {
      case Network.PrivateEndpoint _ -> true;
      case ManagedService managed -> ON_THE_WAY.contains(managed.type());
      default -> false;
    };
  }

  /** A queue is reached where its broker is. */
  private Component owner(Component component) {
    for (MessageBroker broker : blueprint.messageBrokers()) {
      if (broker.queues().contains(component) || broker.topics().contains(component)) {
        return broker;
      }
    }
    return component;
  }
}
