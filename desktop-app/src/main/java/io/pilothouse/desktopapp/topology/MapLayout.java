package io.pilothouse.desktopapp.topology;

import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything of a map stands, in pixels from the top left corner. @param boxes of containers
 * and items, by id; @param fans areas of items that edges lead to together
 */
public record MapLayout(
    Map<String, Box> boxes, List<Box> fans, List<Route> routes, double width, double height) {
  public MapLayout {
    boxes = Map.copyOf(boxes);
    fans = List.copyOf(fans);
    routes = List.copyOf(routes);
  }

  /** Nothing laid out yet. */
  public static MapLayout empty() {
    return new MapLayout(Map.of(), List.of(), List.of(), 0, 0);
  }

  /** A rectangle. */
  public record Box(double x, double y, double width, double height) {
    double centreX() {
      return x + width / 2;
    }

    double centreY() {
      return y + height / 2;
    }
  }

  /** A bend or an end of an edge. */
  public record Point(double x, double y) {}

  /** The way of edges that are drawn as one, all of one type, from their start to their end. */
  public record Route(List<SystemMap.Edge> edges, List<Point> points) {
    public Route {
      edges = List.copyOf(edges);
      points = List.copyOf(points);
    }
  }

  /** How large it may be drawn in a window without being cut. */
  double fit(double windowWidth, double windowHeight) {
    return width == 0 || height == 0 ? 1 : Math.min(windowWidth / width, windowHeight / height);
  }
}
