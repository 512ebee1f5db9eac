package io.pilothouse.deployer.values;

import io.pilothouse.blueprints.service.MessageRoutes.Route;
import io.pilothouse.blueprints.service.ResourceName;
import io.pilothouse.blueprints.service.ServiceIntent;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes a domain service the one of its document: {@code pilothouse.service.*} and its queues.
 * A pod in a cluster has no blueprint at hand; all that it is stands in its configuration.
 */
final class IntentProperties {
  /** The bean that works the messages of a domain service's queues off. */
  private static final String QUEUE_WORKER = "queueWorker";

  private IntentProperties() {}

  /** Below {@code pilothouse.service}. @param reached what its pods may reach */
  static Map<String, Object> of(ServiceIntent intent, List<Component> reached) {
    Service service = intent.service();
    var properties = new LinkedHashMap<String, Object>();
    properties.put("name", service.name());
    properties.put("system-name", intent.blueprint().name());
    service.purpose().ifPresent(purpose -> properties.put("purpose", purpose));
    service.architecture().ifPresent(style -> properties.put("architecture", style));
    service.source().ifPresent(source -> properties.put("source", source.toString()));
    properties.put("collection", ResourceName.plural(service));
    properties.put("cache-pattern", intent.cachePattern());
    routes("sends", intent.sends(), properties);
    routes("consumes", intent.consumes(), properties);
    var downstream = new LinkedHashMap<String, Object>();
    intent.downstream().stream()
        .filter(reached::contains)
        .forEach(called -> downstream.put(called.id(), downstream(called)));
    if (!downstream.isEmpty()) {
      properties.put("downstream", downstream);
    }
    var externals = new LinkedHashMap<String, Object>();
    intent.externals().stream()
        .map(ServiceIntent.Called::system)
        .filter(reached::contains)
        .forEach(
            system -> system.purpose().ifPresent(purpose -> externals.put(system.id(), purpose)));
    if (!externals.isEmpty()) {
      properties.put("externals", externals);
    }
    return properties;
  }

  /** Below {@code pilothouse.messaging}: what is worked off, and what is only counted. */
  static Map<String, Object> queues(ServiceIntent intent, MessageBroker broker) {
    var properties = new LinkedHashMap<String, Object>();
    var worked = new LinkedHashMap<String, Object>();
    intent.consumes().stream()
        .filter(route -> route.component().equals(broker.id()))
        .forEach(route -> {
          var how = new LinkedHashMap<String, Object>();
          how.put("handler", QUEUE_WORKER);
          how.put("sessions", route.sessions());
          worked.put(route.queue(), how);
        });
    if (!worked.isEmpty()) {
      properties.put("queues", worked);
    }
    var watched =
        intent.sends().stream()
            .filter(route -> route.component().equals(broker.id()))
            .map(Route::queue)
            .toList();
    if (!watched.isEmpty()) {
      properties.put("watched", watched);
    }
    return properties;
  }

  private static void routes(String what, List<Route> routes, Map<String, Object> properties) {
    if (!routes.isEmpty()) {
      properties.put(
          what,
          routes.stream()
              .map(route -> {
                var one = new LinkedHashMap<String, Object>();
                one.put("queue", route.queue());
                one.put("sessions", route.sessions());
                return one;
              })
              .toList());
    }
  }

  /** By the name of its Service in the same namespace. */
  private static Map<String, Object> downstream(Service called) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("url", "http://%s:%d".formatted(called.deployment(), called.port()));
    properties.put("collection", ResourceName.plural(called));
    return properties;
  }
}
