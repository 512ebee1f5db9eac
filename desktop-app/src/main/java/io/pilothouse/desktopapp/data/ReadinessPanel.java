package io.pilothouse.desktopapp.data;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.widget.GuardRow;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Plan;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Whether a server could be failed over now, condition by condition. */
final class ReadinessPanel {
  private final Look look;
  private final LiveSession live;
  private final VBox node = new VBox(8);
  private final Label verdict = Labels.of("", "strong");
  private final Label asked = Labels.of("", "small", "faint");
  private final VBox guards = new VBox(5);

  ReadinessPanel(String server, LiveSession live, Look look, Runnable plan) {
    this.look = look;
    this.live = live;
    node.getStyleClass().add("panel");
    var button = new Button(look.text("data.plan"));
    button.setId("plan-failover-" + server);
    button.setOnAction(event -> plan.run());
    var head =
        new HBox(
            10,
            Labels.of(look.text("data.readiness"), "panel-name"),
            verdict,
            Labels.space(),
            asked,
            button);
    head.setAlignment(Pos.CENTER_LEFT);
    node.getChildren().addAll(head, guards);
    guards.getChildren().add(Labels.of(look.text("data.readiness.waiting"), "muted"));
  }

  Node node() {
    return node;
  }

  void show(Readiness readiness) {
    asked.setText(
        look.text(
            "data.readiness.asked", look.formats().age(readiness.askedAt(), live.now().get())));
    guards.getChildren().clear();
    verdict.getStyleClass().removeAll("text-normal", "text-critical", "text-caution");
    Optional<Plan> plan = readiness.plan();
    if (plan.isPresent()) {
      boolean warned =
          plan.get().guards().stream().anyMatch(g -> g.verdict() == Guard.Verdict.WARN);
      boolean allowed = plan.get().allowed();
      verdict.setText(
          look.text(
              allowed
                  ? warned ? "data.readiness.warned" : "data.readiness.ready"
                  : "data.readiness.blocked"));
      verdict
          .getStyleClass()
          .add(allowed ? warned ? "text-caution" : "text-normal" : "text-critical");
      plan.get().guards().forEach(g -> guards.getChildren().add(GuardRow.of(g, look)));
    } else {
      verdict.setText(look.text("data.readiness.unknown"));
      guards
          .getChildren()
          .add(Labels.wrapped(readiness.problem().map(look::say).orElse(""), "muted"));
    }
  }
}
