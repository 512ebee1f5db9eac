package io.pilothouse.desktopapp.scaling;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/** The range of an autoscaler, a cell for each pod: those that run, those wanted, those left. */
final class RangeBar extends VBox {
  private static final int CELLS = 40;
  private static final double WIDTH = 236;

  private final Look look;
  private final HBox cells = new HBox(2);
  private final Label words = Labels.of("", "small", "muted");

  RangeBar(Look look) {
    super(5);
    this.look = look;
    cells.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(cells, words);
  }

  void show(Autoscaler autoscaler) {
    cells.getChildren().clear();
    int shown = Math.min(autoscaler.most(), CELLS);
    double width = Math.min(18, (WIDTH - 2 * (shown - 1)) / Math.max(1, shown));
    for (int i = 1; i <= shown; i++) {
      var cell = new Rectangle(width, i <= autoscaler.least() ? 18 : 14);
      cell.setArcWidth(3);
      cell.setArcHeight(3);
      boolean runs = i <= autoscaler.current();
      boolean wanted = i <= autoscaler.desired();
      cell.getStyleClass()
          .addAll("range-cell", runs ? wanted ? "runs" : "leaves" : wanted ? "comes" : "free");
      cells.getChildren().add(cell);
    }
    words.setText(
        look.text(
            "scaling.range",
            autoscaler.current(),
            autoscaler.desired(),
            autoscaler.least(),
            autoscaler.most()));
  }
}
