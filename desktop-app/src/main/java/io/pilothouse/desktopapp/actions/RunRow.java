package io.pilothouse.desktopapp.actions;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.StatusGlyph;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Approval;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One run in the audit: what, to what, when, by whom; unfolded its steps and measures. */
final class RunRow implements KeyedRows.Row<ActionRun> {
  private final LiveSession live;
  private final Look look;
  private final VBox node = new VBox(8);
  private final HBox head = new HBox(12);
  private final RunPane steps;
  private boolean unfolded;
  private ActionRun run;

  RunRow(ActionRun run, LiveSession live, Look look) {
    this.live = live;
    this.look = look;
    this.run = run;
    this.steps = new RunPane(look);
    this.unfolded = run.outcome() == ActionRun.Outcome.RUNNING;
    head.setAlignment(Pos.CENTER_LEFT);
    node.getStyleClass().add("list-row");
    node.setId("run-" + run.id());
    head.setOnMouseClicked(click -> {
      unfolded = !unfolded;
      show(this.run);
    });
    node.getChildren().add(head);
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public void show(ActionRun newer) {
    run = newer;
    Label when = Labels.of(look.formats().moment(newer.startedAt()), "muted");
    when.setMinWidth(150);
    Label title = Labels.of(ActionWords.title(newer.intent(), look), "strong");
    Label target = Labels.of(newer.target(), "muted");
    Label sentence = Labels.of(look.say(newer.sentence()));
    HBox.setHgrow(sentence, Priority.ALWAYS);
    sentence.setMaxWidth(Double.MAX_VALUE);
    Label who = Labels.of(newer.approval().map(Approval::operator).orElse(""), "small", "faint");
    Label outcome = Labels.of(look.text("outcome." + newer.outcome()), "small", "strong");
    for (Label fixed : List.of(title, target, who, outcome)) {
      fixed.setMinWidth(Label.USE_PREF_SIZE);
    }
    head.getChildren()
        .setAll(
            new StatusGlyph(ActionWords.health(newer.outcome())),
            outcome,
            when,
            title,
            target,
            sentence,
            who);
    if (unfolded) {
      steps.show(newer, live.now().get());
      node.getChildren().setAll(head, steps.node());
    } else {
      node.getChildren().setAll(head);
    }
  }
}
