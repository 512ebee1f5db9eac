package io.pilothouse.desktopapp.topology;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/**
 * Says that something on the map is not what its document says: a dashed outline with a count.
 * Never in a colour of health; a system may differ from its design and be well.
 */
final class DifferenceMark extends Pane {
  private static final double GAP = 4;

  private final Rectangle outline = new Rectangle();
  private final Label count = Labels.of("", "difference-count");
  private double width;

  DifferenceMark() {
    setManaged(false);
    setMouseTransparent(true);
    outline.getStyleClass().add("difference-outline");
    outline.setArcWidth(18);
    outline.setArcHeight(18);
    getChildren().addAll(outline, count);
    setVisible(false);
  }

  /** The size of what it marks. */
  void place(double newWidth, double height) {
    width = newWidth;
    outline.setX(-GAP);
    outline.setY(-GAP);
    outline.setWidth(newWidth + 2 * GAP);
    outline.setHeight(height + 2 * GAP);
    count.relocate(width - 22, -12);
  }

  void show(int differences, Look look) {
    setVisible(differences > 0);
    count.setText(look.text("design.count", differences));
    count.autosize();
    count.relocate(width - count.getWidth() - 8, -12);
  }
}
