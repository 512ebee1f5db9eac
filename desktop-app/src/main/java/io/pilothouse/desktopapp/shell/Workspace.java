package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.actions.Dialogue;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.text.Formats;
import io.pilothouse.desktopapp.text.Texts;
import io.pilothouse.desktopapp.theme.Palette;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;

/**
 * An open system: everything that the window shows of one session. Its views are built anew when
 * the language or the appearance changes; what the operator did in them lives in the models.
 */
public final class Workspace {
  private final LiveSession live;
  private final Texts texts;
  private final Preferences preferences;
  private final List<SystemChoice> systems;
  private final String system;
  private final Consumer<String> switchTo;
  private final Models models;
  private final StackPane node = new StackPane();
  private final Subscription subscriptions;
  private Optional<Frontage> frontage = Optional.empty();
  private boolean wall;

  /**
   * Builds the workspace.
   *
   * @param operator who approves actions
   * @param switchTo opens another system by its key
   */
  public Workspace(
      LiveSession live,
      Texts texts,
      Preferences preferences,
      String operator,
      List<SystemChoice> systems,
      String system,
      Consumer<String> switchTo) {
    this(live, texts, preferences, operator, systems, system, switchTo, ForkJoinPool.commonPool());
  }

  /**
   * @param background runs what takes longer than a frame
   */
  Workspace(
      LiveSession live,
      Texts texts,
      Preferences preferences,
      String operator,
      List<SystemChoice> systems,
      String system,
      Consumer<String> switchTo,
      Executor background) {
    this.live = live;
    this.texts = texts;
    this.preferences = preferences;
    this.systems = List.copyOf(systems);
    this.system = system;
    this.switchTo = switchTo;
    ViewId start = ViewId.of(preferences.view().get()).orElse(ViewId.TOPOLOGY);
    this.models = Models.of(live, new Navigation(start), operator, background);
    node.getStyleClass().add("workspace");
    node.addEventHandler(KeyEvent.KEY_PRESSED, key -> frontage.ifPresent(f -> f.pressed(key)));
    node.addEventHandler(KeyEvent.KEY_TYPED, key -> frontage.ifPresent(f -> f.typed(key)));
    subscriptions =
        Subscription.combine(
            texts.language().subscribe(language -> build()),
            preferences.appearance().subscribe((was, is) -> build()),
            models.navigation().view().subscribe(v -> preferences.view().set(v.key())));
  }

  /** What the window shows. */
  public Parent node() {
    return node;
  }

  /** Where the operator is. */
  public Navigation navigation() {
    return models.navigation();
  }

  /** Plans an action and shows the plan; nothing is done. */
  public void plan(Intent intent) {
    models.actions().begin(intent);
  }

  /** Ends the talk about an action. */
  public void dismiss() {
    models.actions().dismiss();
  }

  /** Whether nothing that the open view asked for is still on its way. */
  public boolean settled() {
    return models.settled();
  }

  /** Whether a plan is shown. */
  public boolean planShown() {
    return models
        .actions()
        .dialogue()
        .get()
        .filter(d -> !(d instanceof Dialogue.Planning))
        .isPresent();
  }

  /** Nothing but the view, for a screen on a wall; nothing can be done in it. */
  void wall(boolean on) {
    wall = on;
    frontage.ifPresent(f -> f.wall(on));
  }

  void focus() {
    node.setFocusTraversable(true);
    node.requestFocus();
  }

  /** Ends what runs for it. */
  public void dispose() {
    subscriptions.unsubscribe();
    frontage.ifPresent(Frontage::dispose);
    models.close();
  }

  private void build() {
    frontage.ifPresent(Frontage::dispose);
    var look =
        new Look(texts, new Formats(texts, zone()), Palette.of(preferences.appearance().get()));
    var built =
        new Frontage(live, models, preferences, look, systems, system, environment(), switchTo);
    built.wall(wall);
    frontage = Optional.of(built);
    node.getChildren().setAll(built.node());
  }

  /** The zone in which the system's people work. */
  private ZoneId zone() {
    return live.session()
        .blueprint()
        .map(b -> ZoneId.of(b.region().timeZone()))
        .orElseGet(ZoneId::systemDefault);
  }

  private String environment() {
    return live.session()
        .blueprint()
        .map(Blueprint::environment)
        .map(e -> texts.term("environment", e))
        .orElseGet(() -> texts.get("environment.discovered"));
  }
}
