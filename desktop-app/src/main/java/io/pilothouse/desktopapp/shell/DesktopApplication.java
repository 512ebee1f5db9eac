package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.live.FxThread;
import io.pilothouse.desktopapp.settings.Settings;
import io.pilothouse.desktopapp.settings.SettingsFile;
import io.pilothouse.desktopapp.theme.Theme;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/** The desktop: one window on one system at a time. */
public final class DesktopApplication {
  /** The window manager takes the one that fits. */
  private static final List<Integer> ICON_SIZES = List.of(32, 64, 256);

  private DesktopApplication() {}

  /**
   * Shows the window at once, opens the system behind it, and returns when the window is closed and
   * the session with it. Called once in a process, from any thread but the toolkit's. SIGTERM and
   * SIGINT close the window.
   *
   * @param systems what may be opened; at least one
   * @param initial key of the one to open first
   * @return 0, or the code of the signal that closed it
   * @throws UnsupportedOperationException if there is no display
   */
  public static int open(List<SystemChoice> systems, String initial, Workstation workstation) {
    var closed = new CountDownLatch(1);
    var shown = new CompletableFuture<Stage>();
    EndSignals signals =
        EndSignals.take(() -> {
          var _ = shown.thenAcceptAsync(Stage::hide, new FxThread());
        });
    var settingsFile = new SettingsFile(workstation.stateFolder());
    Platform.startup(() -> {
      Settings settings = settingsFile.read();
      Theme.install(settings.appearance());
      var stage = new Stage();
      ICON_SIZES.stream()
          .map(size -> DesktopApplication.class.getResource("icon-" + size + ".png"))
          .forEach(icon ->
              stage.getIcons().add(new Image(Objects.requireNonNull(icon).toString(), true)));
      var window = new MainWindow(stage, systems, workstation, settings, settingsFile::write);
      window.closed(closed::countDown);
      window.show(initial);
      shown.complete(stage);
    });
    try {
      closed.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      Platform.exit();
    }
    return signals.exitCode(0);
  }
}
