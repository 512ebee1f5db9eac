package io.pilothouse.apigateway.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** All routes; the one whose prefix of a path is longest takes it. Immutable. */
public final class RouteTable {

  private record Entry(String prefix, Route route) {}

  private final List<Route> routes;
  private final List<Entry> longestFirst;

  public RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    var ids = new HashSet<String>();
    var prefixes = new HashSet<String>();
    var entries = new ArrayList<Entry>();
    for (var route : routes) {
      if (!ids.add(route.id())) {
        throw new IllegalArgumentException(
            "pilothouse.gateway.routes: two routes are called " + route.id());
      }
      for (var prefix : route.prefixes()) {
        if (!prefixes.add(prefix)) {
          throw new IllegalArgumentException(
              "pilothouse.gateway.routes: two routes have the path " + prefix);
        }
        entries.add(new Entry(prefix, route));
      }
    }
    entries.sort(Comparator.comparingInt((Entry entry) -> entry.prefix().length()).reversed());
    this.longestFirst = List.copyOf(entries);
  }

  public List<Route> routes() {
    return routes;
  }

  /** The route of a path as it stands in a request line; empty when nobody takes it. */
  public Optional<Route> of(String path) {
    for (var entry : longestFirst) {
      if (entry.route().takes(path, entry.prefix())) {
        return Optional.of(entry.route());
      }
    }
    return Optional.empty();
  }
}
