package io.pilothouse.desktopapp.topology;

import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything of a map stands, in pixels from the top left corner. @param boxes of containers
 * and items, by id
 */
public record MapLayout(Map<String, Box> boxes, List<Route> routes, double width, double height) {
  public MapLayout {
    boxes = Map.copyOf(boxes);
    routes = List.copyOf(routes);
  }

  /** Nothing laid out yet. */
  public static MapLayout empty() {
    return new MapLayout(Map.of(), List.of(), 0, 0);
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

  /** The way of an edge, from its start to its end. */
  public record Route(SystemMap.Edge edge, List<Point> points) {
    public Route {
      points = List.copyOf(points);
    }
  }

  /** How large it may be drawn in a window without being cut. */
  double fit(double windowWidth, double windowHeight) {
    return width == 0 || height == 0
        ? 1
        : Math.min(windowWidth / width, windowHeight / height);
  }
}
