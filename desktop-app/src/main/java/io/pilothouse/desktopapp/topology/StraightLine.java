package io.pilothouse.desktopapp.topology;

import java.util.List;

/** A line from the border of one box to the border of another. */
final class StraightLine {
  private StraightLine() {}

  static List<MapLayout.Point> between(MapLayout.Box from, MapLayout.Box to) {
    return List.of(border(from, to), border(to, from));
  }

  /** Where the line between two centres leaves the first box. */
  private static MapLayout.Point border(MapLayout.Box box, MapLayout.Box other) {
    double dx = other.centreX() - box.centreX();
    double dy = other.centreY() - box.centreY();
    double byWidth = dx == 0 ? Double.MAX_VALUE : box.width() / 2 / Math.abs(dx);
    double byHeight = dy == 0 ? Double.MAX_VALUE : box.height() / 2 / Math.abs(dy);
    double share = Math.min(1, Math.min(byWidth, byHeight));
    return new MapLayout.Point(box.centreX() + dx * share, box.centreY() + dy * share);
  }
}
