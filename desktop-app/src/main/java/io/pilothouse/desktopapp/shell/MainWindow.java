package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.live.Failures;
import io.pilothouse.desktopapp.live.FxThread;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.settings.Settings;
import io.pilothouse.desktopapp.text.Texts;
import io.pilothouse.desktopapp.theme.Theme;
import io.pilothouse.desktopapp.update.Release;
import io.pilothouse.desktopapp.update.UpdateCheck;
import io.pilothouse.desktopapp.update.UpdateSource;
import io.pilothouse.sharedmodel.stream.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.event.EventHandler;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The window around one open system: says what is being started, shows the workspace when it is
 * there, says what failed when it is not. Lives on the toolkit's thread.
 */
final class MainWindow {
  private static final Logger LOG = LoggerFactory.getLogger(MainWindow.class);

  private final Stage stage;
  private final List<SystemChoice> systems;
  private final Workstation workstation;
  private final Settings settings;
  private final Texts texts;
  private final Preferences preferences;
  private final FxThread ui = new FxThread();
  private final StackPane root = new StackPane();
  private Optional<LiveSession> open = Optional.empty();
  private Optional<Workspace> workspace = Optional.empty();

  /** Grows with each opening, so that a session that comes too late is closed, not shown. */
  private int opening;

  MainWindow(
      Stage stage,
      List<SystemChoice> systems,
      Workstation workstation,
      Settings settings,
      Consumer<Settings> keep) {
    this.stage = stage;
    this.systems = List.copyOf(systems);
    this.workstation = workstation;
    this.settings = settings;
    this.texts = new Texts(settings.language());
    this.preferences = new Preferences(settings, texts, keep);
    var scene = new Scene(root, settings.width(), settings.height());
    root.getStyleClass().add("window");
    stage.setScene(scene);
    stage.setMinWidth(900);
    stage.setMinHeight(600);
    restyle();
    preferences.appearance().subscribe(this::restyle);
    preferences.density().subscribe(this::restyle);
    stage.widthProperty().subscribe(w -> preferences.size(scene.getWidth(), scene.getHeight()));
    stage.heightProperty().subscribe(h -> preferences.size(scene.getWidth(), scene.getHeight()));
    EventHandler<KeyEvent> wallMode =
        key -> {
          if (key.getCode() == KeyCode.F11) {
            stage.setFullScreen(!stage.isFullScreen());
            key.consume();
          }
        };
    scene.addEventFilter(KeyEvent.KEY_PRESSED, wallMode);
    stage.setFullScreenExitHint("");
    stage.fullScreenProperty().subscribe(full -> workspace.ifPresent(w -> w.wall(full)));
    var seconds =
        new Timeline(new KeyFrame(Duration.seconds(1), tick -> open.ifPresent(LiveSession::tick)));
    seconds.setCycleCount(Animation.INDEFINITE);
    seconds.play();
  }

  void show(String initial) {
    open(initial);
    stage.show();
    lookForUpdates();
  }

  /** Runs when the window is closed, after the session has been. */
  void closed(Runnable then) {
    stage.setOnHidden(event -> {
      preferences.keep();
      close(then);
    });
  }

  /** Behind everything else; what it finds waits for whoever looks. */
  private void lookForUpdates() {
    workstation
        .updates()
        .apply(settings)
        .feed()
        .ifPresent(feed -> {
          var check =
              new UpdateCheck(
                  UpdateSource.versionOfThisProduct(),
                  workstation.stateFolder(),
                  workstation.clock());
          Thread.ofVirtual()
              .name("updates")
              .start(() -> {
                try {
                  Optional<Release> newer = check.ask(feed);
                  ui.execute(() -> preferences.newer().set(newer));
                } catch (InterruptedException ended) {
                  Thread.currentThread().interrupt();
                }
              });
        });
  }

  private void open(String key) {
    SystemChoice choice =
        systems.stream().filter(s -> s.key().equals(key)).findFirst().orElse(systems.getFirst());
    int mine = ++opening;
    stage.setTitle(choice.name() + " · " + texts.get("product"));
    var starting = new StartingPane(texts, choice.name());
    present(starting.node());
    close(() -> {});
    Thread.ofVirtual()
        .name("open-" + choice.key())
        .start(() -> {
          try {
            Session session =
                choice.opener().open(line -> ui.execute(() -> starting.progress(line)));
            ui.execute(() -> opened(mine, choice, session));
          } catch (RuntimeException | Error failure) {
            LOG.error("system not opened system={}", choice.key(), failure);
            ui.execute(() -> failed(mine, choice, failure));
          }
        });
  }

  private void opened(int mine, SystemChoice choice, Session session) {
    if (mine != opening || !stage.isShowing()) {
      Thread.ofVirtual().start(session::close);
      return;
    }
    var live = new LiveSession(session, ui, ui.frames(), workstation.clock());
    open = Optional.of(live);
    var made =
        new Workspace(
            live, texts, preferences, workstation.operator(), systems, choice.key(), this::open);
    workspace = Optional.of(made);
    made.wall(stage.isFullScreen());
    present(made.node());
    made.focus();
  }

  private void failed(int mine, SystemChoice choice, Throwable failure) {
    if (mine == opening) {
      String sentence = texts.say(Failures.sentence(failure));
      present(new FailurePane(texts, choice.name(), sentence, () -> open(choice.key())).node());
    }
  }

  private void close(Runnable then) {
    workspace.ifPresent(Workspace::dispose);
    workspace = Optional.empty();
    Optional<LiveSession> closing = open;
    open = Optional.empty();
    Thread.ofPlatform()
        .name("close-session")
        .start(() -> {
          closing.ifPresent(LiveSession::close);
          then.run();
        });
  }

  private void present(Parent content) {
    root.getChildren().setAll(content);
  }

  private void restyle() {
    Theme.apply(stage.getScene(), preferences.appearance().get(), preferences.density().get());
  }
}
