package io.pilothouse.desktopapp.widget;

import io.pilothouse.sharedmodel.stream.Health;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.scene.layout.Pane;
import javafx.scene.shape.SVGPath;

/**
 * The mark of a health: each has a shape of its own, so that it is told without colour. Twelve
 * pixels square.
 */
public final class StatusGlyph extends Pane {
  private static final List<String> HEALTHS =
      Arrays.stream(Health.values()).map(StatusGlyph::style).toList();

  private static final double SIDE = 12;

  private final SVGPath path = new SVGPath();

  public StatusGlyph(Health health) {
    path.getStyleClass().add("glyph");
    path.setManaged(false);
    getChildren().add(path);
    setMinSize(SIDE, SIDE);
    setPrefSize(SIDE, SIDE);
    setMaxSize(SIDE, SIDE);
    show(health);
  }

  /** Changes what it shows. */
  public void show(Health health) {
    path.setContent(
        switch (health) {
          case CRITICAL -> "M3.6 0 H8.4 L12 3.6 V8.4 L8.4 12 H3.6 L0 8.4 V3.6 Z";
          case DEGRADED -> "M6 0 L12 6 L6 12 L0 6 Z";
          case CAUTION -> "M6 0.8 L12 11.4 H0 Z";
          case NORMAL -> "M6 1.4 A4.6 4.6 0 1 0 6 10.6 A4.6 4.6 0 1 0 6 1.4 Z";
          case STARTING -> "M6 1.5 A4.5 4.5 0 1 0 10.5 6";
          case UNKNOWN ->
              "M0.5 4 L4 0.5 M0.5 8 L8 0.5 M0.5 11.5 L11.5 0.5 M4 11.5 L11.5 4 M8 11.5 L11.5 8";
        });
    path.getStyleClass().removeAll(HEALTHS);
    path.getStyleClass().add(style(health));
  }

  /** The style class of a health. */
  public static String style(Health health) {
    return "health-" + health.name().toLowerCase(Locale.ROOT);
  }
}
