package io.pilothouse.desktopapp.update;

import io.pilothouse.desktopapp.settings.Settings;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Whom this process asks for newer releases, and which version it is. Nobody is asked when the
 * settings, {@code PILOTHOUSE_UPDATE_CHECK=off} or the command line say so, nor when no feed is
 * named: a checkout names none, a package the one that its builder gave it.
 *
 * @param feed the settings' own before the package's
 */
public record UpdateSource(Optional<URI> feed) {
  private static final Set<String> OFF = Set.of("off", "false", "no", "0");

  /** Of the settings, the environment and the system's properties. */
  public static UpdateSource of(
      Settings settings, Map<String, String> environment, Properties system) {
    String said =
        environment.getOrDefault("PILOTHOUSE_UPDATE_CHECK", "").strip().toLowerCase(Locale.ROOT);
    if (!settings.updateCheck() || OFF.contains(said)) {
      return new UpdateSource(Optional.empty());
    }
    String address =
        settings.releaseFeed().isBlank()
            ? system.getProperty("pilothouse.update.feed", "")
            : settings.releaseFeed();
    try {
      return new UpdateSource(
          address.isBlank() ? Optional.empty() : Optional.of(URI.create(address.strip())));
    } catch (IllegalArgumentException noAddress) {
      return new UpdateSource(Optional.empty());
    }
  }

  /**
   * This product's version: what its package says, else what its jar says, else that it has none.
   */
  public static String versionOfThisProduct() {
    Optional<String> jar =
        Optional.ofNullable(UpdateSource.class.getPackage().getImplementationVersion());
    return System.getProperty("pilothouse.version", jar.orElse("development"));
  }
}
