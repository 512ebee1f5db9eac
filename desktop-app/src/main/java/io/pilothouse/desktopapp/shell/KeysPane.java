package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What each key does. */
final class KeysPane {
  private static final List<String> KEYS =
      List.of("Ctrl+K", "1–" + ViewId.values().length, "/", "j", "Enter", "Esc", "?", "F11");

  private final StackPane node = new StackPane();

  KeysPane(Look look) {
    var grid = new GridPane();
    grid.setHgap(24);
    grid.setVgap(9);
    for (int i = 0; i < KEYS.size(); i++) {
      Label key = Labels.of(KEYS.get(i).equals("j") ? "j  k" : KEYS.get(i), "key");
      grid.add(key, 0, i);
      grid.add(Labels.of(look.text("keys." + i)), 1, i);
    }
    var card = new VBox(14, Labels.of(look.text("keys.title"), "dialog-title"), grid);
    card.getStyleClass().add("dialog");
    card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    card.setId("keys");
    node.getStyleClass().add("veil");
    node.getChildren().add(card);
    node.setVisible(false);
    node.setOnMouseClicked(click -> node.setVisible(false));
  }

  Node node() {
    return node;
  }

  boolean shown() {
    return node.isVisible();
  }

  void show(boolean shown) {
    node.setVisible(shown);
  }
}
