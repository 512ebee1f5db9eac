package io.pilothouse.desktopapp.settings;

import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.desktopapp.theme.Appearance;
import io.pilothouse.desktopapp.theme.Density;
import java.util.Locale;

/**
 * What an operator chose.
 *
 * @param width of the window in pixels
 * @param height of the window in pixels
 * @param view the view that was last open, by its key
 * @param updateCheck whether the product may ask for newer releases
 * @param releaseFeed whom it asks in place of the package's feed; blank for that one
 */
public record Settings(
    Language language,
    Appearance appearance,
    Density density,
    double width,
    double height,
    String view,
    boolean updateCheck,
    String releaseFeed) {
  /** What somebody chose who left the rest as it was. */
  public Settings(
      Language language,
      Appearance appearance,
      Density density,
      double width,
      double height,
      String view) {
    this(language, appearance, density, width, height, view, true, "");
  }

  /** What a first start has. */
  public static Settings initial() {
    return new Settings(
        Language.of(Locale.getDefault()),
        Appearance.DARK,
        Density.COMFORTABLE,
        1440,
        900,
        "topology");
  }
}
