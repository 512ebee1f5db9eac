package io.pilothouse.desktopapp.design;

import io.pilothouse.blueprints.review.Severity;
import java.util.Locale;
import javafx.scene.layout.Pane;
import javafx.scene.shape.SVGPath;

/**
 * The mark of a finding's severity: a cross, a page with a line struck through it, a note in the
 * margin. Neither in the shapes nor in the colours of health, for a system may run well on a plan
 * that is wrong. Twelve pixels square.
 */
final class SeverityGlyph extends Pane {
  private static final double SIDE = 12;

  SeverityGlyph(Severity severity) {
    var path = new SVGPath();
    path.setContent(
        switch (severity) {
          case ERROR -> "M1.5 1.5 L10.5 10.5 M10.5 1.5 L1.5 10.5";
          case WARNING -> "M2 1 H10 V11 H2 Z M4 6 H8";
          case ADVICE -> "M2 3 H10 M2 6 H10 M2 9 H6";
        });
    path.getStyleClass().addAll("severity-glyph", style(severity));
    path.setManaged(false);
    getChildren().add(path);
    setMinSize(SIDE, SIDE);
    setPrefSize(SIDE, SIDE);
    setMaxSize(SIDE, SIDE);
  }

  /** The style class of a severity. */
  static String style(Severity severity) {
    return "severity-" + severity.name().toLowerCase(Locale.ROOT);
  }
}
