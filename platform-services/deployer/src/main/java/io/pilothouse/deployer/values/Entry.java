package io.pilothouse.deployer.values;

import io.pilothouse.blueprints.service.ResourceName;
import io.pilothouse.deployer.values.ChartValues.Ingress;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How requests get to the services: by Application Gateway or by NGINX, as the document says. */
final class Entry {
  private static final String ANYWHERE = "0.0.0.0/0";
  private static final String NGINX_NAMESPACE = "ingress-nginx";

  private Entry() {}

  static Ingress of(
      Blueprint blueprint, Edges edges, Destinations destinations, boolean asDocumented) {
    List<Service> exposed = edges.exposed();
    String controller = exposed.isEmpty() ? "none" : asDocumented ? controller(blueprint) : "nginx";
    Optional<Ingress.Source> from =
        switch (controller) {
          case "applicationGateway" ->
              Optional.of(new Ingress.Source(List.of(gateway(blueprint, destinations)), List.of()));
          case "nginx" -> Optional.of(new Ingress.Source(List.of(), List.of(NGINX_NAMESPACE)));
          default -> Optional.empty();
        };
    return new Ingress(
        controller,
        from,
        exposed.stream()
            .map(service ->
                new Ingress.Route(
                    // A domain service answers below its own word; nothing on the way rewrites.
                    exposed.size() == 1 ? "/" : "/api/v1/" + ResourceName.plural(service),
                    service.id()))
            .toList());
  }

  private static String controller(Blueprint blueprint) {
    String words =
        blueprint
            .cluster()
            .ingress()
            .or(() -> AzureNames.managed(blueprint, "ingress-controller").map(m -> m.name()))
            .orElse("")
            .toLowerCase(Locale.ROOT);
    if (words.contains("nginx")) {
      return "nginx";
    }
    boolean gateway =
        blueprint.entrance().flatMap(entrance -> entrance.applicationGateway()).isPresent();
    return gateway ? "applicationGateway" : "none";
  }

  private static String gateway(Blueprint blueprint, Destinations destinations) {
    return blueprint
        .entrance()
        .flatMap(entrance -> entrance.applicationGateway())
        .flatMap(gateway -> gateway.subnet())
        .flatMap(destinations::prefix)
        .orElse(ANYWHERE);
  }
}
