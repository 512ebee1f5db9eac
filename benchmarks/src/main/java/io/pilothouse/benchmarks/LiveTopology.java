package io.pilothouse.benchmarks;

import io.pilothouse.desktopapp.cli.PilothouseCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;

/**
 * Prints the milliseconds from the start of the process until the map of {@code tripgen-prod} shows
 * a known state of a service, the database server and the cache; with {@code --memory} the resident
 * memory in MiB at that moment. A twin must be running.
 */
public final class LiveTopology {
  private static final List<String> CARDS =
      List.of("card-user-service", "card-postgresql-server", "card-redis-cache");

  private LiveTopology() {}

  /** Runs the desktop and ends the process as soon as the map is live. */
  public static void main(String[] arguments) {
    boolean memory = arguments.length > 0 && arguments[0].equals("--memory");
    Windows.afterEachPulse(scene -> {
      if (CARDS.stream().allMatch(card -> known(scene, card))) {
        System.out.println(memory ? residentMebibytes() : Windows.sinceStart());
        System.out.flush();
        Runtime.getRuntime().halt(0);
      }
    });
    var _ = PilothouseCommand.run(new String[] {"desktop"});
  }

  private static boolean known(Scene scene, String card) {
    Node node = scene.lookup("#" + card);
    return node != null
        && node.getStyleClass().stream().anyMatch(s -> s.startsWith("health-"))
        && !node.getStyleClass().contains("health-unknown")
        && !node.getStyleClass().contains("health-starting");
  }

  private static long residentMebibytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
