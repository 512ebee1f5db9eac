package io.pilothouse.desktopapp.shell;

import java.net.URI;
import javafx.application.Application;
import javafx.stage.Stage;

/** The browser of the operating system. */
final class Browser {
  private Browser() {}

  /** Opens a page; called on the thread of the views. Does nothing where there is no browser. */
  static void open(URI page) {
    new Host().getHostServices().showDocument(page.toString());
  }

  /** The toolkit gives its services to applications only; ours starts without one. */
  private static final class Host extends Application {
    @Override
    public void start(Stage stage) {}
  }
}
