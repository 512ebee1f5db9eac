package io.pilothouse.desktopapp.topology;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.StatusGlyph;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemMap;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/** A container on the map: a frame with its title in the corner. */
final class FrameNode extends Pane {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

  private final Look look;
  private final boolean kindIsJudged;
  private final VBox title = new VBox();
  private final StatusGlyph glyph = new StatusGlyph(Health.UNKNOWN);
  private final Label live = Labels.of("", "card-value");
  private final DifferenceMark differences = new DifferenceMark();

  FrameNode(SystemMap.Container container, Look look) {
    this.look = look;
    this.kindIsJudged = container.kind().equals("cluster") || container.kind().equals("node-pool");
    setId("frame-" + container.id());
    getStyleClass().addAll("frame", "frame-" + container.kind());
    title.getStyleClass().addAll("frame-title", "frame-title-" + container.kind());
    title.setMouseTransparent(true);
    glyph.setVisible(false);
    glyph.setManaged(false);
    String shown = look.texts().known("region." + container.name()).orElse(container.name());
    var head = new HBox(glyph, Labels.of(shown, "frame-name"));
    head.getStyleClass().add("frame-head");
    head.setAlignment(Pos.CENTER_LEFT);
    title.getChildren().add(head);
    boolean below = LayoutOptions.twoLines(container);
    container
        .detail()
        .map(d -> Labels.of(look.say(d), "frame-detail"))
        .ifPresent(d -> (below ? title : head).getChildren().add(d));
    head.getChildren().add(live);
    getChildren().add(differences);
    setAccessibleText(container.name());
  }

  void place(MapLayout.Box box) {
    resizeRelocate(box.x(), box.y(), box.width(), box.height());
    setMinSize(box.width(), box.height());
    setPrefSize(box.width(), box.height());
    differences.place(box.width(), box.height());
    title.setMaxWidth(box.width() - 20);
    title.relocate(box.x() + 10, box.y() + 7);
  }

  /** The title; drawn above the edges, which pass below it. */
  Node title() {
    return title;
  }

  void select(boolean selected) {
    pseudoClassStateChanged(SELECTED, selected);
  }

  void show(Card card) {
    differences.show(card.differences(), look);
    boolean judged = card.bound() || card.health() != Health.UNKNOWN || card.stale();
    glyph.show(card.health());
    glyph.setVisible(judged || kindIsJudged);
    glyph.setManaged(judged || kindIsJudged);
    live.setText(
        card.readings().stream()
            .findFirst()
            .map(r -> look.text("live." + r.term(), r.value().toString()))
            .orElse(""));
  }
}
