package io.pilothouse.desktopapp.theme;

import javafx.scene.paint.Color;

/**
 * The tokens of {@code pilothouse.css} for what is drawn on a canvas, which no style sheet reaches.
 * A test holds the two together.
 */
public record Palette(
    Color surface,
    Color line,
    Color text,
    Color muted,
    Color faint,
    Color accent,
    Color critical,
    Color degraded,
    Color caution,
    Color normal,
    Color starting,
    Color unknown) {
  private static final Palette DARK =
      new Palette(
          Color.web("#14181f"),
          Color.web("#262d37"),
          Color.web("#e6eaf0"),
          Color.web("#97a3b3"),
          Color.web("#65717f"),
          Color.web("#6ea8fe"),
          Color.web("#ff5d5a"),
          Color.web("#f59f3a"),
          Color.web("#e8cf4a"),
          Color.web("#3fb985"),
          Color.web("#5b9dff"),
          Color.web("#8b96a5"));
  private static final Palette LIGHT =
      new Palette(
          Color.web("#ffffff"),
          Color.web("#dde2e9"),
          Color.web("#1b2230"),
          Color.web("#556170"),
          Color.web("#8a95a3"),
          Color.web("#2563eb"),
          Color.web("#cf222e"),
          Color.web("#bc5a00"),
          Color.web("#8a6d00"),
          Color.web("#18794e"),
          Color.web("#2563eb"),
          Color.web("#6b7684"));

  /** The tokens of an appearance. */
  public static Palette of(Appearance appearance) {
    return switch (appearance) {
      case DARK -> DARK;
      case LIGHT -> LIGHT;
    };
  }
}
