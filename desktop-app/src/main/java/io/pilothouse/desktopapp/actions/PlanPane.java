package io.pilothouse.desktopapp.actions;

import io.pilothouse.desktopapp.widget.GuardRow;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** A plan: what changes, what was checked, what feels it, what cannot be undone, how long. */
final class PlanPane {
  private final Look look;
  private final VBox node = new VBox();

  PlanPane(Plan plan, Look look) {
    this.look = look;
    node.getStyleClass().add("plan");
    section("plan.changes", diff(said(plan.changes())));
    var guards = new VBox(6);
    plan.guards().forEach(g -> guards.getChildren().add(GuardRow.of(g, look)));
    section("plan.guards", guards);
    if (!plan.affected().isEmpty()) {
      section("plan.affected", sentences(said(plan.affected())));
    }
    section(
        "plan.irreversible",
        plan.irreversible().isEmpty()
            ? Labels.of(look.text("plan.irreversible.nothing"), "muted")
            : sentences(said(plan.irreversible())));
    section("plan.time", times(plan));
  }

  Node node() {
    return node;
  }

  private void section(String key, Node content) {
    Label title = Labels.of(look.text(key), "plan-heading");
    node.getChildren().add(new VBox(5, title, content));
  }

  private List<String> said(List<Sentence> sentences) {
    return sentences.stream().map(look::say).toList();
  }

  /** Lines of a diff keep their sign and get its colour; sentences stay sentences. */
  private static Node diff(List<String> lines) {
    boolean unified =
        lines.stream().anyMatch(l -> l.startsWith("+") || l.startsWith("-") || l.startsWith("@@"));
    var box = new VBox();
    box.getStyleClass().add(unified ? "diff" : "sentences");
    for (String line : lines) {
      Label label = unified ? Labels.of(line, "diff-line") : Labels.wrapped("• " + line);
      if (unified && (line.startsWith("+++") || line.startsWith("---") || line.startsWith("@@"))) {
        label.getStyleClass().add("diff-head");
      } else if (unified && line.startsWith("+")) {
        label.getStyleClass().add("diff-added");
      } else if (unified && line.startsWith("-")) {
        label.getStyleClass().add("diff-removed");
      }
      label.setMaxWidth(Double.MAX_VALUE);
      box.getChildren().add(label);
    }
    return box;
  }

  private static Node sentences(List<String> lines) {
    var box = new VBox(3);
    lines.forEach(l -> box.getChildren().add(Labels.wrapped("• " + l)));
    return box;
  }

  private Node times(Plan plan) {
    var row = new FlowPane(24, 4);
    row.getChildren()
        .add(
            Labels.of(
                plan.expectedMillis()
                    .map(m -> look.text("plan.expected", look.formats().millis(m)))
                    .orElseGet(() -> look.text("plan.expected.never"))));
    for (Plan.Objective objective : plan.objectives()) {
      row.getChildren()
          .add(
              Labels.of(
                  look.texts().term("objective", objective.name())
                      + " ≤ "
                      + look.formats().millis(objective.millis()),
                  "muted"));
    }
    return row;
  }
}
