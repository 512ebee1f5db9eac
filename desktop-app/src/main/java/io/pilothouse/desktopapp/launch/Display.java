package io.pilothouse.desktopapp.launch;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Whether a window can be shown here. */
public final class Display {
  private Display() {}

  /** One sentence why no window can be shown; empty when one can. */
  public static Optional<Sentence> obstacle(
      Map<String, String> environment, String operatingSystem, Properties properties) {
    boolean headless = "Headless".equalsIgnoreCase(properties.getProperty("glass.platform", ""));
    boolean needsServer = operatingSystem.startsWith("Linux");
    boolean server =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    if (headless || !needsServer || server) {
      return Optional.empty();
    }
    return Optional.of(Sentence.of("launch.no-display"));
  }
}
