package io.pilothouse.desktopapp.shell;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Where the desktop runs.
 *
 * @param stateFolder where settings are kept
 * @param operator who approves actions, as the audit names them
 */
public record Workstation(Path stateFolder, InstantSource clock, String operator) {}
