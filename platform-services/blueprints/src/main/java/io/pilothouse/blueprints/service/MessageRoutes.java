package io.pilothouse.blueprints.service;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.MessageBroker.Queue;
import io.pilothouse.sharedmodel.blueprint.Relation;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who sends to which queue, and who works its messages off.
 *
 * <p>The documents draw an arrow from services to a broker and name its queues; which service
 * consumes which queue they leave to the names. So: a queue is consumed by the service whose first
 * word its name or id begins with ({@code ai_schedule_generation} by {@code ai-service}), else by
 * the first that the broker is connected with; the other connected services send to it. A broker
 * without a queue or without a connected service has no messages.
 */
public record MessageRoutes(List<Route> routes) {
  public MessageRoutes {
    routes = List.copyOf(routes);
  }

  /**
   * One queue.
   *
   * @param component the broker's id in the blueprint
   * @param broker the broker's resource name
   * @param senders names of Deployments
   * @param consumer name of a Deployment
   */
  public record Route(
      String component,
      String broker,
      String queue,
      boolean sessions,
      List<String> senders,
      String consumer) {
    public Route {
      senders = List.copyOf(senders);
    }
  }

  public static MessageRoutes of(Blueprint blueprint) {
    var routes = new ArrayList<Route>();
    for (MessageBroker broker : blueprint.messageBrokers()) {
      List<Service> connected =
          blueprint.services().stream()
              .filter(service -> reaches(blueprint, service.id(), broker.id()))
              .toList();
      if (!connected.isEmpty()) {
        broker.queues().forEach(queue -> routes.add(route(broker, queue, connected)));
      }
    }
    return new MessageRoutes(routes);
  }

  private static Route route(MessageBroker broker, Queue queue, List<Service> connected) {
    Service consumer =
        connected.stream()
            .filter(s -> belongs(queue, firstWord(s.id())))
            .findFirst()
            .orElseGet(connected::getFirst);
    List<String> others =
        connected.stream()
            .filter(s -> !s.id().equals(consumer.id()))
            .map(Service::deployment)
            .toList();
    return new Route(
        broker.id(),
        broker.resourceName(),
        queue.name(),
        queue.sessions().orElse(false),
        others.isEmpty() ? List.of(consumer.deployment()) : others,
        consumer.deployment());
  }

  private static boolean belongs(Queue queue, String word) {
    return firstWord(queue.name()).startsWith(word) || firstWord(queue.id()).equals(word);
  }

  /** Along arrows for messages, through what stands between, such as a private endpoint. */
  private static boolean reaches(Blueprint blueprint, String from, String to) {
    var seen = new HashSet<String>();
    var next = new ArrayDeque<>(List.of(from));
    for (Optional<String> at = Optional.of(from);
        at.isPresent();
        at = Optional.ofNullable(next.poll())) {
      if (at.get().equals(to)) {
        return true;
      }
      if (seen.add(at.get())) {
        String here = at.get();
        blueprint.relations().stream()
            .filter(r -> r.type() == Relation.Type.MESSAGE && r.from().equals(here))
            .map(Relation::to)
            .forEach(next::add);
      }
    }
    return false;
  }

  private static String firstWord(String name) {
    return name.toLowerCase(Locale.ROOT).split("[-_ ]", 2)[0];
  }
}
