package io.pilothouse.desktopapp.tour;

import io.pilothouse.desktopapp.live.FxThread;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.settings.Settings;
import io.pilothouse.desktopapp.shell.Preferences;
import io.pilothouse.desktopapp.shell.SystemChoice;
import io.pilothouse.desktopapp.shell.Workspace;
import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.desktopapp.text.Texts;
import io.pilothouse.desktopapp.theme.Appearance;
import io.pilothouse.desktopapp.theme.Density;
import io.pilothouse.desktopapp.theme.Theme;
import io.pilothouse.sharedmodel.stream.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;

/** Takes a picture of every view of a live session, without a display. */
public final class Tour {
  private final Session session;
  private final Path out;
  private final TourOptions options;
  private final Stopover stopover;
  private final List<Path> pictures = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private Tour(Session session, Path out, TourOptions options, Stopover stopover) {
    this.session = session;
    this.out = out;
    this.options = options;
    this.stopover = stopover;
  }

  /**
   * Renders every view into PNG files named {@code <view>-<language>-<appearance>.png}. Starts the
   * toolkit if nobody has; the process then needs {@code -Dglass.platform=Headless
   * -Dprism.order=sw} where there is no display, and {@code Platform.exit()} or {@code System.exit}
   * at its end. Does not close the session. Called from any thread but the toolkit's.
   *
   * @param session plans are made in it, nothing is executed
   * @param out folder; made if it does not exist
   * @throws java.io.UncheckedIOException if a picture cannot be written
   */
  public static TourResult render(Session session, Path out, TourOptions options) {
    start();
    try (var stopover = new Stopover(options.patience())) {
      var tour = new Tour(session, out, options, stopover);
      tour.missing.addAll(stopover.complete(session));
      for (Language language : Language.values()) {
        for (Appearance appearance : Appearance.values()) {
          if (options.languages().contains(language)
              && options.appearances().contains(appearance)) {
            tour.walk(language, appearance);
          }
        }
      }
      return new TourResult(tour.pictures, tour.missing);
    }
  }

  private static void start() {
    var started = new CountDownLatch(1);
    try {
      Platform.startup(started::countDown);
    } catch (IllegalStateException alreadyStarted) {
      new FxThread().execute(started::countDown);
    }
    Platform.setImplicitExit(false);
    Stopover.await(started);
  }

  private void walk(Language language, Appearance appearance) {
    var ui = new FxThread();
    var live = Stopover.on(() -> new LiveSession(session, ui, ui.frames(), options.clock()));
    Scene scene = Stopover.on(() -> scene(appearance));
    Workspace workspace =
        Stopover.on(() -> {
          var texts = new Texts(language);
          var settings =
              new Settings(
                  language,
                  appearance,
                  Density.COMFORTABLE,
                  options.width(),
                  options.height(),
                  ViewId.TOPOLOGY.key());
          var made =
              new Workspace(
                  live,
                  texts,
                  new Preferences(settings, texts, kept -> {}),
                  options.operator(),
                  List.of(choice()),
                  session.current().system(),
                  key -> {});
          ((StackPane) scene.getRoot()).getChildren().setAll(made.node());
          return made;
        });
    var stops = new Stops(session, workspace, live, scene, stopover);
    String suffix = "-" + language.code() + "-" + name(appearance) + ".png";
    stops.all(
        (name, image) -> {
          Path file = out.resolve(name + suffix);
          Picture.write(image, file);
          pictures.add(file);
        },
        missing::add);
    Stopover.on(() -> {
      workspace.dispose();
      live.leave();
      return true;
    });
  }

  private SystemChoice choice() {
    return new SystemChoice(
        session.current().system(), session.current().map().title(), progress -> session);
  }

  private Scene scene(Appearance appearance) {
    Theme.install(appearance);
    var root = new StackPane();
    root.getStyleClass().add("window");
    var scene = new Scene(root, options.width(), options.height());
    Theme.apply(scene, appearance, Density.COMFORTABLE);
    return scene;
  }

  private static String name(Appearance appearance) {
    return appearance == Appearance.DARK ? "dark" : "light";
  }
}
