package io.pilothouse.desktopapp.launch;

import io.pilothouse.sharedmodel.stream.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A live twin of TripGen opened as the desktop opens it, in a home of its own, for all tests of a
 * class; register it in a static field. It is gone after the last.
 */
public final class OpenTwin implements BeforeAllCallback, AfterAllCallback {
  private static final String HOME = "user.home";

  private Optional<OpenSystem> system = Optional.empty();
  private Optional<Home> home = Optional.empty();

  private record Home(String before, Path folder) {}

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    var folder = Files.createTempDirectory("open-twin");
    home = Optional.of(new Home(System.getProperty(HOME), folder));
    System.setProperty(HOME, folder.toString());
    system =
        Optional.of(
            OpenSystem.open(
                new Target.LocalTwin("tripgen-prod", Optional.empty()), sentence -> {}));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    system.ifPresent(OpenSystem::close);
    if (home.isPresent()) {
      System.setProperty(HOME, home.get().before());
      try (var files = Files.walk(home.get().folder())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** What the desktop holds open. */
  public OpenSystem system() {
    return system.orElseThrow();
  }

  /** Its session. */
  public Session session() {
    return system().session();
  }

  /** The twin itself. */
  public AttachedTwin twin() {
    return system().twin().orElseThrow();
  }
}
