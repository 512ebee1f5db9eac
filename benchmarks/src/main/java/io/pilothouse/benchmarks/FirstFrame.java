package io.pilothouse.benchmarks;

import atlantafx.base.theme.PrimerDark;
import io.pilothouse.desktopapp.cli.PilothouseCommand;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * Prints the milliseconds from the start of the process to the first frame that was laid out in a window, then ends the process. {@code bare} is the floor: a
 * window with a label under the same theme; {@code desktop} is the product's own command.
 */
public final class FirstFrame {
  private static final InstantSource CLOCK = InstantSource.system();

  private FirstFrame() {}

  /** Runs one of the two. */
  public static void main(String[] arguments) throws InterruptedException {
    Thread.ofPlatform().daemon().name("first-frame").start(FirstFrame::watch);
    if (arguments[0].equals("bare")) {
      Platform.startup(
          () -> {
            Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
            var stage = new Stage();
            stage.setScene(new Scene(new Label("bare"), 1200, 800));
            stage.show();
          });
      new CountDownLatch(1).await();
    } else {
      var _ = PilothouseCommand.run(new String[] {"desktop"});
    }
  }

  private static void watch() {
    while (Window.getWindows().isEmpty()) {
      LockSupport.parkNanos(500_000);
    }
    Platform.runLater(
        () -> {
          Scene scene = Window.getWindows().getFirst().getScene();
          scene.addPostLayoutPulseListener(
              () -> {
                var started = ProcessHandle.current().info().startInstant().orElseThrow();
                System.out.println(Duration.between(started, CLOCK.instant()).toMillis());
                Runtime.getRuntime().halt(0);
              });
        });
  }
}
