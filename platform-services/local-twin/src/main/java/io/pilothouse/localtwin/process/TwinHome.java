package io.pilothouse.localtwin.process;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the twin keeps its files.
 *
 * @param cache what can be made again and is worth keeping: unpacked programs
 * @param runs one folder for each running twin, deleted when it ends
 */
public record TwinHome(Path cache, Path runs) {

  /**
   * The folders below {@code PILOTHOUSE_HOME}, or else below the user's cache folder as the
   * operating system has it.
   *
   * @param environment the environment variables
   * @param operatingSystem the system property {@code os.name}
   * @param userHome the user's home folder
   */
  public static TwinHome of(
      Map<String, String> environment, String operatingSystem, Path userHome) {
    Path home =
        variable(environment, "PILOTHOUSE_HOME")
            .map(Path::of)
            .orElseGet(() -> userCache(environment, operatingSystem, userHome));
    return new TwinHome(
        home.resolve("cache").toAbsolutePath(), home.resolve("runs").toAbsolutePath());
  }

  /** The folders of this process's environment. */
  public static TwinHome ofThisProcess() {
    return of(
        System.getenv(),
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home", ".")));
  }

  private static Path userCache(
      Map<String, String> environment, String operatingSystem, Path userHome) {
    String system = operatingSystem.toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return variable(environment, "LOCALAPPDATA")
          .map(Path::of)
          .orElse(userHome.resolve("AppData").resolve("Local"))
          .resolve("Pilothouse");
    }
    if (system.startsWith("mac")) {
      return userHome.resolve("Library").resolve("Caches").resolve("pilothouse");
    }
    return variable(environment, "XDG_CACHE_HOME")
        .map(Path::of)
        .orElse(userHome.resolve(".cache"))
        .resolve("pilothouse");
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
