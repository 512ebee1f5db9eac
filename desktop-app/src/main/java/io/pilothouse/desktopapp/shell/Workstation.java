package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.settings.Settings;
import io.pilothouse.desktopapp.update.UpdateSource;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the desktop runs.
 *
 * @param stateFolder where settings are kept
 * @param operator who approves actions, as the audit names them
 * @param updates whom to ask for newer releases under given settings
 */
public record Workstation(
    Path stateFolder,
    InstantSource clock,
    String operator,
    Function<Settings, UpdateSource> updates) {
  /** One that asks nobody for newer releases. */
  public Workstation(Path stateFolder, InstantSource clock, String operator) {
    this(stateFolder, clock, operator, settings -> new UpdateSource(Optional.empty()));
  }
}
