package io.pilothouse.desktopapp.tour;

import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.desktopapp.theme.Appearance;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/**
 * What a tour takes pictures of.
 *
 * @param width of each picture in pixels
 * @param height of each picture in pixels
 * @param patience how long the session may take to know enough; what is still missing then is said
 *     in the result
 * @param operator as whom the window is shown
 */
public record TourOptions(
    Set<Language> languages,
    Set<Appearance> appearances,
    int width,
    int height,
    Duration patience,
    InstantSource clock,
    String operator) {
  public TourOptions {
    languages = Set.copyOf(languages);
    appearances = Set.copyOf(appearances);
  }

  /** Both languages, dark and light, at 1440 × 900. */
  public static TourOptions everything(InstantSource clock, String operator) {
    return new TourOptions(
        Set.of(Language.values()),
        Set.of(Appearance.values()),
        1440,
        900,
        Duration.ofSeconds(60),
        clock,
        operator);
  }
}
