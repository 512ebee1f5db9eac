package io.pilothouse.desktopapp.topology;

import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Group;
import javafx.scene.shape.ArcTo;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Polygon;

/** An edge on the map: a line with round bends and an arrow head where it ends. */
final class EdgeNode extends Group {
  private static final PseudoClass LIT = PseudoClass.getPseudoClass("lit");
  private static final PseudoClass DIMMED = PseudoClass.getPseudoClass("dimmed");
  private static final double RADIUS = 6;
  private static final double HEAD = 7;

  private final List<SystemMap.Edge> edges;
  private final Path path = new Path();
  private final Polygon head = new Polygon();

  EdgeNode(MapLayout.Route route) {
    this.edges = route.edges();
    String type = edges.getFirst().type();
    path.getStyleClass().addAll("edge", "edge-" + type);
    head.getStyleClass().addAll("edge-head", "edge-head-" + type);
    getChildren().addAll(path, head);
    setMouseTransparent(true);
    trace(route.points());
  }

  /** Whether it starts or ends at a component. */
  boolean touches(String component) {
    return edges.stream().anyMatch(e -> e.from().equals(component) || e.to().equals(component));
  }

  /** Lights what touches the selection and dims the rest; neither where nothing is selected. */
  void emphasise(boolean lit, boolean dimmed) {
    path.pseudoClassStateChanged(LIT, lit);
    path.pseudoClassStateChanged(DIMMED, dimmed);
    head.pseudoClassStateChanged(LIT, lit);
    head.pseudoClassStateChanged(DIMMED, dimmed);
    if (lit) {
      toFront();
    }
  }

  private void trace(List<MapLayout.Point> points) {
    MapLayout.Point last = points.getLast();
    MapLayout.Point before = points.get(points.size() - 2);
    double length = Math.hypot(last.x() - before.x(), last.y() - before.y());
    double dx = length == 0 ? 0 : (last.x() - before.x()) / length;
    double dy = length == 0 ? 1 : (last.y() - before.y()) / length;
    path.getElements().add(new MoveTo(points.getFirst().x(), points.getFirst().y()));
    for (int i = 1; i < points.size() - 1; i++) {
      bend(points.get(i - 1), points.get(i), points.get(i + 1));
    }
    path.getElements().add(new LineTo(last.x() - dx * HEAD, last.y() - dy * HEAD));
    head.getPoints()
        .setAll(
            last.x(),
            last.y(),
            last.x() - dx * HEAD - dy * HEAD / 2,
            last.y() - dy * HEAD + dx * HEAD / 2,
            last.x() - dx * HEAD + dy * HEAD / 2,
            last.y() - dy * HEAD - dx * HEAD / 2);
  }

  private void bend(MapLayout.Point from, MapLayout.Point at, MapLayout.Point to) {
    double in = Math.hypot(at.x() - from.x(), at.y() - from.y());
    double out = Math.hypot(to.x() - at.x(), to.y() - at.y());
    double radius = Math.min(RADIUS, Math.min(in, out) / 2);
    if (radius < 0.5) {
      path.getElements().add(new LineTo(at.x(), at.y()));
      return;
    }
    double inX = (at.x() - from.x()) / in;
    double inY = (at.y() - from.y()) / in;
    double outX = (to.x() - at.x()) / out;
    double outY = (to.y() - at.y()) / out;
    boolean clockwise = inX * outY - inY * outX > 0;
    path.getElements().add(new LineTo(at.x() - inX * radius, at.y() - inY * radius));
    path.getElements()
        .add(
            new ArcTo(
                radius,
                radius,
                0,
                at.x() + outX * radius,
                at.y() + outY * radius,
                false,
                clockwise));
  }
}
