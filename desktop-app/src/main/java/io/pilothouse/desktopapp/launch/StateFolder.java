package io.pilothouse.desktopapp.launch;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the product keeps what it must remember: settings, the journal of actions, its log, and
 * running twins. {@code PILOTHOUSE_HOME}, else the platform's usual folder for the state of
 * programs.
 */
public record StateFolder(Path path) {
  /** The folder of the user that runs this process. */
  public static StateFolder ofThisUser() {
    return of(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  static StateFolder of(Map<String, String> environment, String operatingSystem, Path home) {
    String chosen = environment.getOrDefault("PILOTHOUSE_HOME", "");
    if (!chosen.isBlank()) {
      return new StateFolder(Path.of(chosen).toAbsolutePath());
    }
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!state.isBlank()) {
      return new StateFolder(Path.of(state, "pilothouse"));
    }
    if (operatingSystem.startsWith("Windows") && environment.containsKey("LOCALAPPDATA")) {
      return new StateFolder(Path.of(environment.getOrDefault("LOCALAPPDATA", ""), "Pilothouse"));
    }
    if (operatingSystem.startsWith("Mac")) {
      return new StateFolder(home.resolve("Library/Application Support/Pilothouse"));
    }
    return new StateFolder(home.resolve(".local/state/pilothouse"));
  }

  /**
   * The journal's folder: every action of every session. A twin's actions are kept apart from those
   * on the system that it stands for.
   *
   * @param reachedAs {@code twin}, {@code system} or {@code context}
   */
  public Path journal(String reachedAs) {
    return path.resolve("journal").resolve(reachedAs);
  }

  /** The log file. */
  public Path log() {
    return path.resolve("pilothouse.log");
  }
}
