package io.pilothouse.desktopapp.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/**
 * Puts the toolkit's theme, our own tokens and the bundled fonts on a scene. The fonts come with us
 * because a bare machine shows Hangul as boxes.
 */
public final class Theme {
  private static final PseudoClass LIGHT = PseudoClass.getPseudoClass("light");
  private static final PseudoClass COMPACT = PseudoClass.getPseudoClass("compact");
  private static final List<String> FONTS =
      List.of("PilothouseSans-Regular.otf", "PilothouseSans-SemiBold.otf");

  private Theme() {}

  /** Loads the fonts and the base theme; once, after the toolkit has started. */
  public static void install(Appearance appearance) {
    for (String font : FONTS) {
      try (InputStream stream = resource("fonts/" + font).openStream()) {
        Font.loadFont(stream, 13);
      } catch (IOException unreadable) {
        throw new UncheckedIOException("the bundled font " + font + " cannot be read", unreadable);
      }
    }
    base(appearance);
  }

  /** Gives a scene its look; again whenever the look changes. */
  public static void apply(Scene scene, Appearance appearance, Density density) {
    base(appearance);
    String tokens = resource("pilothouse.css").toExternalForm();
    if (!scene.getStylesheets().contains(tokens)) {
      scene.getStylesheets().add(tokens);
    }
    Parent root = scene.getRoot();
    root.pseudoClassStateChanged(LIGHT, appearance == Appearance.LIGHT);
    root.pseudoClassStateChanged(COMPACT, density == Density.COMPACT);
  }

  private static void base(Appearance appearance) {
    String sheet =
        switch (appearance) {
          case DARK -> new PrimerDark().getUserAgentStylesheet();
          case LIGHT -> new PrimerLight().getUserAgentStylesheet();
        };
    if (!sheet.equals(Application.getUserAgentStylesheet())) {
      Application.setUserAgentStylesheet(sheet);
    }
  }

  private static URL resource(String name) {
    URL url = Theme.class.getResource(name);
    if (url == null) {
      throw new IllegalStateException("the build lacks the resource " + name);
    }
    return url;
  }
}
