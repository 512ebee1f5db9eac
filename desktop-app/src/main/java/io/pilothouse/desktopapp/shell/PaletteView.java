package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** The palette over everything else. */
final class PaletteView {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  private final PaletteViewModel model;
  private final Look look;
  private final StackPane node = new StackPane();
  private final TextField field = new TextField();
  private final VBox list = new VBox();
  private final Subscription subscription;

  PaletteView(PaletteViewModel model, Look look) {
    this.model = model;
    this.look = look;
    field.setId("palette-field");
    field.setPromptText(look.text("palette.prompt"));
    field.textProperty().bindBidirectional(model.query());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.getStyleClass().add("palette-list");
    var card = new VBox(field, list);
    card.getStyleClass().add("palette");
    card.setMaxSize(560, Region.USE_PREF_SIZE);
    node.getChildren().add(card);
    node.getStyleClass().add("veil");
    StackPane.setAlignment(card, Pos.TOP_CENTER);
    node.setOnMouseClicked(click -> {
      if (node.equals(click.getTarget())) {
        model.hide();
      }
    });
    node.visibleProperty().bind(model.open());
    subscription =
        Subscription.combine(
            model.choices().subscribe(this::show),
            model.chosen().subscribe(index -> mark()),
            model
                .open()
                .subscribe(open -> {
                  if (open) {
                    field.requestFocus();
                  }
                }));
  }

  Node node() {
    return node;
  }

  void dispose() {
    subscription.unsubscribe();
  }

  private void key(KeyEvent key) {
    switch (key.getCode()) {
      case DOWN -> model.move(1);
      case UP -> model.move(-1);
      case ENTER -> model.take();
      case ESCAPE -> model.hide();
      default -> {
        return;
      }
    }
    key.consume();
  }

  private void show(List<PaletteViewModel.Choice> choices) {
    list.getChildren().clear();
    for (PaletteViewModel.Choice choice : choices) {
      var row =
          new HBox(
              10,
              Labels.of(look.text("palette." + choice.group()), "small", "faint", "palette-group"),
              Labels.of(choice.title()),
              Labels.space(),
              Labels.of(choice.hint(), "small", "muted"));
      row.getStyleClass().add("palette-row");
      row.setAlignment(Pos.CENTER_LEFT);
      row.setOnMouseClicked(click -> {
        model.hide();
        choice.run().run();
      });
      list.getChildren().add(row);
    }
    if (choices.isEmpty()) {
      list.getChildren().add(Labels.of(look.text("palette.nothing"), "muted", "palette-row"));
    }
    mark();
  }

  private void mark() {
    for (int i = 0; i < list.getChildren().size(); i++) {
      list.getChildren().get(i).pseudoClassStateChanged(CHOSEN, i == model.chosen().get());
    }
  }
}
