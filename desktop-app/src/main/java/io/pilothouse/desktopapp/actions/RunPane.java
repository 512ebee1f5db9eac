package io.pilothouse.desktopapp.actions;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.StatusGlyph;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Plan;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A run: its steps with their times, and what was measured against what was promised. */
final class RunPane {
  private final Look look;
  private final VBox node = new VBox();

  RunPane(Look look) {
    this.look = look;
    node.getStyleClass().add("plan");
  }

  Node node() {
    return node;
  }

  void show(ActionRun run, Instant now) {
    node.getChildren().clear();
    var glyph = new StatusGlyph(ActionWords.health(run.outcome()));
    Label outcome = Labels.of(look.text("outcome." + run.outcome()), "strong");
    outcome.setId("run-outcome");
    Duration elapsed = Duration.between(run.startedAt(), run.endedAt().orElse(now));
    var head =
        new HBox(
            8,
            glyph,
            outcome,
            Labels.space(),
            Labels.of(look.formats().millis(Math.max(0, elapsed.toMillis())), "elapsed"));
    head.setAlignment(Pos.CENTER_LEFT);
    Label sentence = Labels.wrapped(look.say(run.sentence()), "sentence");
    sentence.setId("run-sentence");
    node.getChildren().addAll(head, sentence, measured(run), steps(run));
  }

  private Node steps(ActionRun run) {
    var box = new VBox(6);
    box.getChildren().add(Labels.of(look.text("run.steps"), "plan-heading"));
    for (ActionRun.Step step : run.steps()) {
      var name = new VBox(1, Labels.of(look.texts().term("step", step.name())));
      step.detail()
          .map(look::say)
          .filter(d -> !d.isBlank())
          .ifPresent(d -> name.getChildren().add(Labels.wrapped(d, "small", "muted")));
      HBox.setHgrow(name, Priority.ALWAYS);
      Label millis = Labels.of(look.formats().millis(step.millis()), "muted");
      millis.setMinWidth(Label.USE_PREF_SIZE);
      var row = new HBox(8, new StatusGlyph(ActionWords.health(step.outcome())), name, millis);
      row.getStyleClass().add("step");
      box.getChildren().add(row);
    }
    return box;
  }

  private Node measured(ActionRun run) {
    var row = new FlowPane(28, 8);
    run.writeGapMillis()
        .ifPresent(gap ->
            row.getChildren()
                .add(
                    figure(
                        "run-write-gap",
                        look.text("run.writeGap"),
                        look.formats().millis(gap),
                        against(run, "failoverTime", gap),
                        kept(run, "failoverTime", gap))));
    run.lostRows()
        .ifPresent(rows ->
            row.getChildren()
                .add(
                    figure(
                        "run-lost-rows",
                        look.text("run.lostRows"),
                        look.formats().number(rows, 0),
                        "",
                        rows == 0)));
    run.endedAt()
        .ifPresent(end -> {
          long millis = Duration.between(run.startedAt(), end).toMillis();
          String objective = run.action().equals("rollback") ? "rollbackTime" : "recoveryTime";
          row.getChildren()
              .add(
                  figure(
                      "run-duration",
                      look.text("run.duration"),
                      look.formats().millis(millis),
                      against(run, objective, millis),
                      kept(run, objective, millis)));
        });
    return row;
  }

  private static Node figure(String id, String caption, String value, String note, boolean kept) {
    Label shown = Labels.of(value, "figure-value", kept ? "text-normal" : "text-critical");
    shown.setId(id);
    var box = new VBox(Labels.of(caption, "figure-caption"), shown, Labels.of(note, "figure-note"));
    box.getStyleClass().add("figure");
    return box;
  }

  private String against(ActionRun run, String objective, long millis) {
    return run.objectives().stream()
        .filter(o -> o.name().equals(objective))
        .findFirst()
        .map(o ->
            look.text(
                millis <= o.millis() ? "run.within" : "run.beyond",
                look.texts().term("objective", o.name()),
                look.formats().millis(o.millis())))
        .orElse("");
  }

  private static boolean kept(ActionRun run, String objective, long millis) {
    return run.objectives().stream()
        .filter(o -> o.name().equals(objective))
        .map(Plan.Objective::millis)
        .allMatch(promised -> millis <= promised);
  }
}
