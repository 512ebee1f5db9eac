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
 */
public record Settings(
    Language language,
    Appearance appearance,
    Density density,
    double width,
    double height,
    String view) {
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
