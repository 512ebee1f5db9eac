package io.pilothouse.desktopapp.launch;

import io.pilothouse.blueprints.service.ResourceName;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.HashMap;
import java.util.Map;

/**
 * What an api-gateway is told that runs on a twin: a route to each service that runs as a process
 * there at its start. Pure.
 */
final class GatewayOnTwin {
  private static final String AUTHORITY = "auth-service";

  private GatewayOnTwin() {}

  /**
   * @param instances addresses of the processes by their service
   */
  static Map<String, String> properties(Map<String, String> instances, Blueprint intent) {
    var routes = new HashMap<String, String>();
    var paths = new HashMap<String, String>();
    intent.services().stream()
        .filter(service -> !service.id().equals(AUTHORITY))
        .forEach(service -> paths.put(service.id(), "/api/v1/" + ResourceName.plural(service)));
    paths.put(AUTHORITY, "/api/auth,/oauth2,/.well-known");
    int number = 0;
    for (String service : instances.keySet().stream().sorted().toList()) {
      if (paths.containsKey(service)) {
        String route = "pilothouse.gateway.routes[" + number++ + "].";
        routes.put(route + "id", service);
        routes.put(route + "path", paths.getOrDefault(service, ""));
        routes.put(route + "target", instances.getOrDefault(service, ""));
      }
    }
    if (instances.containsKey(AUTHORITY)) {
      routes.put(
          "pilothouse.gateway.public-paths",
          "/livez,/readyz,/oauth2/jwks,/oauth2/token,/.well-known/**,/api/auth/login,/api/auth/refresh,/api/auth/password");
    }
    return Map.copyOf(routes);
  }
}
