package io.pilothouse.desktopapp.topology;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.StatusGlyph;
import io.pilothouse.operations.topology.BlueprintMap;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/** A component on the map: its mark, its name, what it is, and its few live values. */
final class CardNode extends VBox {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass UNBOUND = PseudoClass.getPseudoClass("unbound");
  private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

  /** More pods than this are counted, not drawn. */
  private static final int CELLS = 16;

  private final SystemMap.Item item;
  private final Look look;
  private final StatusGlyph glyph = new StatusGlyph(Health.UNKNOWN);
  private final HBox live = new HBox();
  private final DifferenceMark differences = new DifferenceMark();
  private Health health = Health.UNKNOWN;

  CardNode(SystemMap.Item item, Look look) {
    this.item = item;
    this.look = look;
    setId("card-" + item.id());
    getStyleClass().add("card");
    setAlignment(Pos.CENTER_LEFT);
    Label name = Labels.of(shownName(), "card-name");
    name.setWrapText(true);
    var head = new HBox(glyph, name);
    head.getStyleClass().add("card-head");
    head.setAlignment(Pos.CENTER_LEFT);
    getChildren().add(head);
    item.detail().ifPresent(d -> getChildren().add(Labels.of(look.say(d), "card-detail")));
    live.getStyleClass().add("card-live");
    live.setAlignment(Pos.CENTER_LEFT);
    getChildren().add(live);
    getChildren().add(differences);
    setAccessibleText(fullName());
  }

  /** A standby has no name of its own in any document: it is called what it is. */
  private String shownName() {
    return item.kind().equals("database-standby")
        ? look.texts().term("kind", item.kind())
        : item.name();
  }

  private String fullName() {
    return look.say(BlueprintMap.said(item.kind(), item.name()));
  }

  void place(MapLayout.Box box) {
    resizeRelocate(box.x(), box.y(), box.width(), box.height());
    setMinSize(box.width(), box.height());
    setPrefSize(box.width(), box.height());
    setMaxSize(box.width(), box.height());
    differences.place(box.width(), box.height());
  }

  void select(boolean selected) {
    pseudoClassStateChanged(SELECTED, selected);
  }

  void show(Card card) {
    differences.show(card.differences(), look);
    glyph.show(card.health());
    getStyleClass().remove(StatusGlyph.style(health));
    health = card.health();
    getStyleClass().add(StatusGlyph.style(health));
    boolean unbound = !card.bound() && card.health() == Health.UNKNOWN && !card.stale();
    pseudoClassStateChanged(UNBOUND, unbound);
    pseudoClassStateChanged(STALE, card.stale());
    glyph.setVisible(!unbound);
    glyph.setManaged(!unbound);
    List<Node> parts = new ArrayList<>();
    card.replicas().ifPresent(r -> parts.add(replicas(r)));
    if (!card.pods().isEmpty()) {
      parts.add(cells(card.pods()));
    }
    for (Card.Live reading : card.readings()) {
      parts.add(reading(reading));
    }
    live.getChildren().setAll(parts);
    live.setVisible(!parts.isEmpty());
    live.setManaged(!parts.isEmpty());
    Labels.explained(
        this,
        fullName()
            + " · "
            + look.text("health." + card.health())
            + item.detail().map(d -> "\n" + look.say(d)).orElse(""));
  }

  private static Node replicas(Card.Replicas replicas) {
    Label label = Labels.of(replicas.ready() + "/" + replicas.desired(), "card-value");
    if (replicas.ready() < replicas.desired()) {
      label.getStyleClass().add("wanting");
    }
    return label;
  }

  private Node cells(List<Card.Cell> pods) {
    var row = new HBox(2);
    row.setAlignment(Pos.CENTER_LEFT);
    pods.stream()
        .limit(CELLS)
        .forEach(pod -> {
          var cell = new Rectangle(7, 11);
          cell.setArcWidth(2);
          cell.setArcHeight(2);
          cell.getStyleClass().addAll("pod", StatusGlyph.style(pod.health()));
          Labels.explained(cell, pod.name() + pod.reason().map(r -> " · " + r).orElse(""));
          row.getChildren().add(cell);
        });
    if (pods.size() > CELLS) {
      row.getChildren().add(Labels.of("+" + (pods.size() - CELLS), "card-detail"));
    }
    return row;
  }

  private Node reading(Card.Live reading) {
    String value =
        reading.value() instanceof Number number
            ? look.formats().quantity(number.doubleValue(), reading.unit())
            : reading.value().toString();
    Label label = Labels.of(look.text("live." + reading.term(), value), "card-value");
    if (reading.wanting()) {
      label.getStyleClass().add("wanting");
    }
    if (reading.stale()) {
      label.getStyleClass().add("stale");
    }
    return label;
  }
}
