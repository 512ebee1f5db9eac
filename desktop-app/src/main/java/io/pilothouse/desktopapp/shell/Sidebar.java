package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.update.Release;
import io.pilothouse.desktopapp.update.UpdateSource;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The left side: which system, then which view. */
final class Sidebar {
  private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");

  private final VBox node = new VBox();
  private final Map<ViewId, ToggleButton> buttons = new EnumMap<>(ViewId.class);
  private final Map<ViewId, Label> badges = new EnumMap<>(ViewId.class);
  private final Subscription subscription;

  Sidebar(
      List<SystemChoice> systems,
      String system,
      String environment,
      Navigation navigation,
      Preferences preferences,
      Look look,
      Consumer<String> switchTo,
      Runnable help) {
    node.getStyleClass().add("sidebar");
    Label product = Labels.of(look.text("product"), "product");
    node.getChildren().addAll(product, switcher(systems, system, environment, switchTo));
    for (ViewId view : ViewId.values()) {
      node.getChildren().add(entry(view, navigation, look));
    }
    var gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    Label keys = Labels.of(look.text("sidebar.keys"), "small", "faint");
    keys.setOnMouseClicked(click -> help.run());
    keys.getStyleClass().add("clickable");
    Label newer = Labels.of("", "small", "muted", "clickable");
    newer.setId("newer-release");
    node.getChildren().addAll(gap, newer, keys);
    subscription =
        Subscription.combine(
            navigation
                .view()
                .subscribe(open ->
                    buttons.forEach((view, button) -> {
                      button.setSelected(view == open);
                      button.pseudoClassStateChanged(OPEN, view == open);
                    })),
            preferences.newer().subscribe(release -> show(newer, release, look)));
  }

  Node node() {
    return node;
  }

  private static void show(Label label, Optional<Release> newer, Look look) {
    label.setVisible(newer.isPresent());
    label.setManaged(newer.isPresent());
    newer.ifPresent(release -> {
      label.setText(look.text("sidebar.newer", release.version().toString()));
      Labels.explained(
          label,
          look.text(
              "sidebar.newer.explained",
              release.version().toString(),
              UpdateSource.versionOfThisProduct(),
              release.page().toString()));
      label.setOnMouseClicked(click -> Browser.open(release.page()));
    });
  }

  /** Puts a count beside a view; none at zero. */
  void badge(ViewId view, int count, boolean loud) {
    Label badge = badges.get(view);
    if (badge != null) {
      badge.setText(count == 0 ? "" : Integer.toString(count));
      badge.setVisible(count > 0);
      badge.getStyleClass().removeAll("badge-loud");
      if (loud) {
        badge.getStyleClass().add("badge-loud");
      }
    }
  }

  void dispose() {
    subscription.unsubscribe();
  }

  private static Node switcher(
      List<SystemChoice> systems, String system, String environment, Consumer<String> switchTo) {
    String name =
        systems.stream()
            .filter(s -> s.key().equals(system))
            .map(SystemChoice::name)
            .findFirst()
            .orElse(system);
    var menu = new MenuButton(name);
    menu.setId("system-switcher");
    menu.getStyleClass().add("switcher");
    menu.setMaxWidth(Double.MAX_VALUE);
    for (SystemChoice choice : systems) {
      var item = new MenuItem(choice.name());
      item.setDisable(choice.key().equals(system));
      item.setOnAction(event -> switchTo.accept(choice.key()));
      menu.getItems().add(item);
    }
    var box = new VBox(3, menu, Labels.of(environment, "small", "muted"));
    box.getStyleClass().add("switcher-box");
    return box;
  }

  private Node entry(ViewId view, Navigation navigation, Look look) {
    Label badge = Labels.of("", "badge");
    badge.setVisible(false);
    badges.put(view, badge);
    Label key = Labels.of(Integer.toString(view.digit()), "key");
    var content =
        new HBox(
            10,
            FontIcon.of(icon(view), 15),
            Labels.of(look.text("view." + view.key())),
            Labels.space(),
            badge,
            key);
    content.setAlignment(Pos.CENTER_LEFT);
    var button = new ToggleButton();
    button.setGraphic(content);
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.setMaxWidth(Double.MAX_VALUE);
    content.prefWidthProperty().bind(button.widthProperty().subtract(22));
    button.setId("view-button-" + view.key());
    button.getStyleClass().add("nav");
    button.setAccessibleText(look.text("view." + view.key()));
    button.setOnAction(event -> {
      navigation.open(view);
      button.setSelected(true);
    });
    buttons.put(view, button);
    return button;
  }

  private static Feather icon(ViewId view) {
    return switch (view) {
      case TOPOLOGY -> Feather.SHARE_2;
      case SCALING -> Feather.SLIDERS;
      case DATA -> Feather.DATABASE;
      case CACHE -> Feather.LAYERS;
      case ALERTS -> Feather.BELL;
      case ACTIONS -> Feather.ZAP;
      case DESIGN -> Feather.FILE_TEXT;
    };
  }
}
