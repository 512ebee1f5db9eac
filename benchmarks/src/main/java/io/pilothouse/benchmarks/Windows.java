package io.pilothouse.benchmarks;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Window;

/** Waits for the product's window from outside. */
final class Windows {
  private static final InstantSource CLOCK = InstantSource.system();

  private Windows() {}

  /**
   * Calls the listener on the toolkit's thread after each layout pulse of the first window that
   * opens.
   */
  static void afterEachPulse(java.util.function.Consumer<Scene> listener) {
    Thread.ofPlatform()
        .daemon()
        .name("benchmark")
        .start(() -> {
          while (Window.getWindows().isEmpty()) {
            LockSupport.parkNanos(500_000);
          }
          Platform.runLater(() -> {
            Scene scene = Window.getWindows().getFirst().getScene();
            scene.addPostLayoutPulseListener(() -> listener.accept(scene));
            Platform.requestNextPulse();
          });
        });
  }

  /** Milliseconds since this process started. */
  static long sinceStart() {
    return Duration.between(
            ProcessHandle.current().info().startInstant().orElseThrow(), CLOCK.instant())
        .toMillis();
  }
}
