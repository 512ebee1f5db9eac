package io.pilothouse.desktopapp.topology;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.StatusGlyph;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemMap;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;

/** A container on the map: a frame with its title in the corner. */
final class FrameNode extends Pane {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

  private final Look look;
  private final HBox title = new HBox();
  private final StatusGlyph glyph = new StatusGlyph(Health.UNKNOWN);
  private final Label live = Labels.of("", "card-value");

  FrameNode(SystemMap.Container container, Look look) {
    this.look = look;
    setId("frame-" + container.id());
    getStyleClass().addAll("frame", "frame-" + container.kind());
    title.getStyleClass().add("frame-title");
    title.setAlignment(Pos.CENTER_LEFT);
    glyph.setVisible(false);
    glyph.setManaged(false);
    Label name = Labels.of(look.texts().known("region." + container.name()).orElse(container.name()), "frame-name");
    title.getChildren().addAll(glyph, name);
    container.detail().ifPresent(d -> title.getChildren().add(Labels.of(d, "frame-detail")));
    title.getChildren().add(live);
    title.setLayoutX(12);
    title.setLayoutY(9);
    getChildren().add(title);
    setAccessibleText(container.name());
  }

  void place(MapLayout.Box box) {
    resizeRelocate(box.x(), box.y(), box.width(), box.height());
    setMinSize(box.width(), box.height());
    setPrefSize(box.width(), box.height());
    title.setMaxWidth(box.width() - 20);
    title.setPrefWidth(box.width() - 20);
  }

  void select(boolean selected) {
    pseudoClassStateChanged(SELECTED, selected);
  }

  void show(Card card) {
    glyph.show(card.health());
    glyph.setVisible(true);
    glyph.setManaged(true);
    live.setText(
        card.readings().stream()
            .findFirst()
            .map(r -> look.text("live." + r.term(), r.value().toString()))
            .orElse(""));
  }
}
