package io.pilothouse.desktopapp.topology;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.StatusGlyph;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Line;

/** What the marks and the lines of the map mean. */
final class MapLegend {
  private final HBox node = new HBox();

  MapLegend(Look look) {
    node.getStyleClass().add("legend");
    node.setAlignment(Pos.CENTER_LEFT);
    for (Health health : Health.values()) {
      node.getChildren().add(entry(new StatusGlyph(health), look.text("health." + health)));
    }
    var gap = new Region();
    gap.setMinWidth(8);
    node.getChildren().add(gap);
    for (String type : List.of("request", "data", "cache", "message", "replication")) {
      var line = new Line(0, 0, 20, 0);
      line.getStyleClass().addAll("edge", "edge-" + type);
      node.getChildren().add(entry(line, look.text("edge." + type)));
    }
    node.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    node.setMouseTransparent(true);
    StackPane.setAlignment(node, Pos.BOTTOM_LEFT);
  }

  Node node() {
    return node;
  }

  private static Node entry(Node mark, String word) {
    var entry = new HBox(6, mark, Labels.of(word, "legend-word"));
    entry.setAlignment(Pos.CENTER_LEFT);
    return entry;
  }
}
