package io.pilothouse.benchmarks;

import atlantafx.base.theme.PrimerDark;
import io.pilothouse.desktopapp.cli.PilothouseCommand;
import java.util.concurrent.CountDownLatch;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.stage.Stage;

/**
 * Prints the milliseconds from the start of the process to the first frame that was laid out in a
 * window, then ends the process. {@code bare} is the floor: a window with a label under the same
 * theme; {@code desktop} is the product's own command.
 */
public final class FirstFrame {
  private FirstFrame() {}

  /** Runs one of the two. */
  public static void main(String[] arguments) throws InterruptedException {
    Windows.afterEachPulse(scene -> {
      System.out.println(Windows.sinceStart());
      System.out.flush();
      Runtime.getRuntime().halt(0);
    });
    if (arguments[0].equals("bare")) {
      Platform.startup(() -> {
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
}
