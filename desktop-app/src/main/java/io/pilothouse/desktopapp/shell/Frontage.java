package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.actions.ActionDialog;
import io.pilothouse.desktopapp.actions.ActionWords;
import io.pilothouse.desktopapp.actions.ActionsView;
import io.pilothouse.desktopapp.alerts.AlertsView;
import io.pilothouse.desktopapp.cache.CacheView;
import io.pilothouse.desktopapp.data.DataView;
import io.pilothouse.desktopapp.design.DesignView;
import io.pilothouse.desktopapp.inspector.InspectorView;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.runbook.RunbookPane;
import io.pilothouse.desktopapp.scaling.ScalingView;
import io.pilothouse.desktopapp.topology.TopologyView;
import io.pilothouse.desktopapp.why.WhyStrip;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.View;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Intent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** What stands before the models in one language and one appearance, and what the keys do in it. */
final class Frontage {
  private final LiveSession live;
  private final Models models;
  private final Look look;
  private final Navigation navigation;
  private final BorderPane frame = new BorderPane();
  private final HBox middle = new HBox();
  private final StackPane node = new StackPane();
  private final Sidebar sidebar;
  private final TopBar top;
  private final WhyStrip why;
  private final VBox head;
  private final EventTimeline timeline;
  private final InspectorView inspector;
  private final ActionDialog dialog;
  private final PaletteViewModel palette;
  private final PaletteView paletteView;
  private final KeysPane keys;
  private final RunbookPane runbook;
  private final Subscription subscriptions;
  private Optional<View> view = Optional.empty();
  private boolean wall;

  Frontage(
      LiveSession live,
      Models models,
      Preferences preferences,
      Look look,
      List<SystemChoice> systems,
      String system,
      String environment,
      Consumer<String> switchTo) {
    this.live = live;
    this.models = models;
    this.look = look;
    this.navigation = models.navigation();
    this.keys = new KeysPane(look);
    this.runbook = new RunbookPane(look);
    this.sidebar =
        new Sidebar(
            systems,
            system,
            environment,
            navigation,
            preferences,
            look,
            switchTo,
            () -> keys.show(true));
    this.palette =
        new PaletteViewModel(
            live,
            navigation,
            models.actions(),
            preferences,
            look,
            p -> ActionWords.title(p.intent(), look));
    this.top = new TopBar(live, navigation, preferences, look, palette::show);
    this.why = new WhyStrip(models.why(), look, runbook::open);
    this.head = new VBox(top.node(), why.node());
    this.timeline = new EventTimeline(live, models.actions(), navigation, look);
    this.inspector = new InspectorView(models.inspector(), live, look, this::act);
    this.dialog = new ActionDialog(models.actions(), live, look);
    this.paletteView = new PaletteView(palette, look);
    frame.setCenter(middle);
    node.getChildren()
        .addAll(frame, dialog.node(), paletteView.node(), keys.node(), runbook.node());
    wall(false);
    subscriptions =
        Subscription.combine(
            navigation.view().subscribe(this::open),
            models
                .alerts()
                .firing()
                .subscribe(n -> sidebar.badge(ViewId.ALERTS, n.intValue(), true)),
            models
                .design()
                .count()
                .subscribe(n -> sidebar.badge(ViewId.DESIGN, n.intValue(), false)),
            models.actions().runs().subscribe(this::running));
  }

  Node node() {
    return node;
  }

  void wall(boolean on) {
    wall = on;
    frame.setLeft(on ? null : sidebar.node());
    frame.setTop(head);
    frame.setBottom(on ? null : timeline.node());
  }

  void dispose() {
    subscriptions.unsubscribe();
    view.ifPresent(View::dispose);
    sidebar.dispose();
    top.dispose();
    why.dispose();
    timeline.dispose();
    inspector.dispose();
    dialog.dispose();
    paletteView.dispose();
  }

  private void running(List<ActionRun> runs) {
    long going = runs.stream().filter(r -> r.outcome() == ActionRun.Outcome.RUNNING).count();
    sidebar.badge(ViewId.ACTIONS, (int) going, false);
  }

  private void open(ViewId id) {
    view.ifPresent(View::dispose);
    View opened =
        switch (id) {
          case TOPOLOGY -> new TopologyView(models.topology(), navigation, look);
          case SCALING -> new ScalingView(models.scaling(), live, navigation, look);
          case DATA -> new DataView(models.data(), live, navigation, look, this::act);
          case CACHE -> new CacheView(models.cache(), live, navigation, look);
          case ALERTS -> new AlertsView(models.alerts(), live, navigation, look);
          case ACTIONS -> new ActionsView(models.actions(), live, navigation, look, this::act);
          case DESIGN ->
              new DesignView(
                  models.design(), models.review(), live, navigation, look, Browser::open);
        };
    view = Optional.of(opened);
    HBox.setHgrow(opened.node(), Priority.ALWAYS);
    middle.getChildren().setAll(opened.node(), inspector.node());
  }

  /** A screen on a wall cannot act. */
  private void act(Intent intent) {
    if (!wall) {
      models.actions().begin(intent);
    }
  }

  /** Keys that are not letters. */
  void pressed(KeyEvent key) {
    if (key.isShortcutDown() && key.getCode() == KeyCode.K && !wall) {
      palette.show();
      key.consume();
    } else if (key.getCode() == KeyCode.ESCAPE) {
      escape();
      key.consume();
    } else if (key.getCode() == KeyCode.ENTER && !typing(key) && !covered()) {
      navigation.selection().get().ifPresent(s -> view.ifPresent(v -> v.enter(s)));
      key.consume();
    }
  }

  /** Letters; a field that is typed into keeps its own. */
  void typed(KeyEvent key) {
    if (typing(key) || covered() || key.isShortcutDown() || key.isAltDown()) {
      return;
    }
    switch (key.getCharacter()) {
      case ":" -> {
        if (!wall) {
          palette.show();
        }
      }
      case "/" -> top.filter();
      case "j" -> move(1);
      case "k" -> move(-1);
      case "?" -> keys.show(true);
      default -> {
        for (ViewId id : ViewId.values()) {
          if (key.getCharacter().equals(Integer.toString(id.digit()))) {
            navigation.open(id);
          }
        }
      }
    }
  }

  private boolean covered() {
    return palette.open().get()
        || keys.shown()
        || runbook.shown()
        || models.actions().dialogue().get().isPresent();
  }

  private static boolean typing(KeyEvent key) {
    return key.getTarget() instanceof TextInputControl;
  }

  /** One step back: what lies on top first. */
  private void escape() {
    if (palette.open().get()) {
      palette.hide();
    } else if (keys.shown()) {
      keys.show(false);
    } else if (runbook.shown()) {
      runbook.hide();
    } else if (models.actions().dialogue().get().isPresent()) {
      models.actions().dismiss();
    } else {
      navigation.back();
    }
    node.getParent().requestFocus();
  }

  private void move(int by) {
    List<String> order = view.map(View::order).orElse(List.of());
    if (!order.isEmpty()) {
      int at = navigation.selection().get().map(order::indexOf).orElse(-1);
      int next = at < 0 ? (by > 0 ? 0 : order.size() - 1) : at + by;
      navigation.select(order.get(Math.clamp(next, 0, order.size() - 1)));
    }
  }
}
