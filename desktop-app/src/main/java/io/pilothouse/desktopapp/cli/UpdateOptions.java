package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.settings.Settings;
import io.pilothouse.desktopapp.update.UpdateSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether the desktop may ask for newer releases. */
final class UpdateOptions {
  @Option(
      names = "--no-update-check",
      description =
          "Asks nobody for newer releases this time; PILOTHOUSE_UPDATE_CHECK=off does so too.")
  boolean never;

  UpdateSource source(Settings settings) {
    return never
        ? new UpdateSource(Optional.empty())
        : UpdateSource.of(settings, System.getenv(), System.getProperties());
  }
}
