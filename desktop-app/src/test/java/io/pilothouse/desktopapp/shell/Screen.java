package io.pilothouse.desktopapp.shell;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** What a test sees of the scene, looked up on the thread that changes it. */
final class Screen {

  private Screen() {}

  /** Looks on the JavaFX thread: a walk on another one may lose its place. */
  static <T> T look(Supplier<T> look) {
    return CompletableFuture.supplyAsync(look, Platform::runLater).join();
  }

  /** Waits until a node is there and visible. */
  static void shows(FxRobot robot, String selector, Duration atMost) {
    await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(100))
        .until(() ->
            look(() -> robot.lookup(selector).tryQuery().filter(Node::isVisible).isPresent()));
    WaitForAsyncUtils.waitForFxEvents();
  }
}
