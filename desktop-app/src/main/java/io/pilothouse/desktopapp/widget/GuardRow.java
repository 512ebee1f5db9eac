package io.pilothouse.desktopapp.widget;

import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.stream.Health;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A guard with its verdict and the evidence for it. */
public final class GuardRow {
  private GuardRow() {}

  public static Node of(Guard guard, Look look) {
    var glyph =
        new StatusGlyph(
            switch (guard.verdict()) {
              case PASS -> Health.NORMAL;
              case WARN -> Health.CAUTION;
              case BLOCK -> Health.CRITICAL;
            });
    Label verdict = Labels.of(look.text("verdict." + guard.verdict()), "small", "guard-verdict");
    verdict.setMinWidth(52);
    Label name = Labels.of(look.texts().term("guard", guard.name()), "strong", "guard-name");
    name.setMinWidth(150);
    name.setPrefWidth(150);
    name.setWrapText(true);
    Label evidence = Labels.wrapped(look.say(guard.evidence()), "guard-evidence");
    HBox.setHgrow(evidence, Priority.ALWAYS);
    var row = new HBox(8, glyph, verdict, name, evidence);
    row.getStyleClass().add("guard");
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }
}
