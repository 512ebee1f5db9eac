package io.pilothouse.desktopapp.topology;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import javafx.scene.transform.Scale;
import javafx.scene.transform.Translate;

/**
 * What of the map is seen: moved by dragging, scaled by the wheel around the pointer. As long as
 * nobody moved it, it fits the whole into the window.
 */
final class MapCamera {
  private static final double LEAST = 0.15;
  private static final double MOST = 2.5;
  private static final double MARGIN = 18;

  /** Height that the legend takes away below. */
  private static final double LEGEND = 34;

  private final Pane node = new Pane();
  private final Scale scale = new Scale(1, 1, 0, 0);
  private final Translate move = new Translate();
  private double mapWidth;
  private double mapHeight;
  private boolean fitting = true;
  private double dragX;
  private double dragY;

  MapCamera(Pane world, TopologyViewModel model) {
    world.getTransforms().addAll(move, scale);
    node.getChildren().add(world);
    node.getStyleClass().add("map-ground");
    var clip = new Rectangle();
    clip.widthProperty().bind(node.widthProperty());
    clip.heightProperty().bind(node.heightProperty());
    node.setClip(clip);
    node.layoutBoundsProperty()
        .subscribe(bounds -> {
          if (bounds.getWidth() > 50 && bounds.getHeight() > 50) {
            model.room(bounds.getWidth(), bounds.getHeight());
          }
          refit();
        });
    node.setOnScroll(
        scroll -> zoom(Math.pow(1.0015, scroll.getDeltaY()), scroll.getX(), scroll.getY()));
    node.setOnMousePressed(press -> {
      dragX = press.getX() - move.getX();
      dragY = press.getY() - move.getY();
    });
    node.setOnMouseDragged(drag -> {
      fitting = false;
      move.setX(drag.getX() - dragX);
      move.setY(drag.getY() - dragY);
    });
  }

  Pane node() {
    return node;
  }

  void extent(double width, double height) {
    mapWidth = width;
    mapHeight = height;
    refit();
  }

  /** Brings a box into the middle, at its natural size. */
  void focus(MapLayout.Box box) {
    fitting = false;
    double size = 1.15;
    scale.setX(size);
    scale.setY(size);
    move.setX(node.getWidth() / 2 - box.centreX() * size);
    move.setY(node.getHeight() / 2 - box.centreY() * size);
  }

  /** Shows the whole. */
  void fit() {
    fitting = true;
    refit();
  }

  private void refit() {
    if (!fitting || mapWidth == 0 || node.getWidth() == 0) {
      return;
    }
    double wide = node.getWidth() - 2 * MARGIN;
    double high = node.getHeight() - 2 * MARGIN - LEGEND;
    double size = Math.clamp(Math.min(wide / mapWidth, high / mapHeight), LEAST, 1.25);
    scale.setX(size);
    scale.setY(size);
    move.setX((node.getWidth() - mapWidth * size) / 2);
    move.setY(MARGIN + (high - mapHeight * size) / 2);
  }

  void zoom(double factor, double x, double y) {
    fitting = false;
    double size = Math.clamp(scale.getX() * factor, LEAST, MOST);
    double real = size / scale.getX();
    scale.setX(size);
    scale.setY(size);
    move.setX(x - (x - move.getX()) * real);
    move.setY(y - (y - move.getY()) * real);
  }

  Node buttons(Look look) {
    var nearer = button("+", look.text("topology.zoom.in"), () -> zoomMiddle(1.25));
    var farther = button("−", look.text("topology.zoom.out"), () -> zoomMiddle(0.8));
    var whole = button("⤢", look.text("topology.zoom.fit"), this::fit);
    var row = new HBox(4, farther, nearer, whole);
    row.getStyleClass().add("map-buttons");
    row.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane.setAlignment(row, Pos.TOP_RIGHT);
    return row;
  }

  private void zoomMiddle(double factor) {
    zoom(factor, node.getWidth() / 2, node.getHeight() / 2);
  }

  private static Button button(String sign, String meaning, Runnable action) {
    var button = new Button(sign);
    button.getStyleClass().add("map-button");
    button.setFocusTraversable(false);
    button.setAccessibleText(meaning);
    Labels.explained(button, meaning);
    button.setOnAction(event -> action.run());
    return button;
  }
}
