package io.pilothouse.desktopapp.actions;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Plan;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** The talk about an action, over everything else: plan, typed name, steps, result. */
public final class ActionDialog {
  private static final double WIDTH = 760;

  /** Height of what surrounds the scrolled part. */
  private static final double FRAME = 190;

  private final ActionsViewModel model;
  private final LiveSession live;
  private final Look look;
  private final StackPane node = new StackPane();
  private final VBox card = new VBox();
  private final RunPane runPane;
  private final Subscription subscription;
  private Optional<String> running = Optional.empty();

  public ActionDialog(ActionsViewModel model, LiveSession live, Look look) {
    this.model = model;
    this.live = live;
    this.look = look;
    this.runPane = new RunPane(look);
    card.getStyleClass().add("dialog");
    card.setMaxSize(WIDTH, Region.USE_PREF_SIZE);
    card.setId("action-dialog");
    node.getStyleClass().add("veil");
    node.getChildren().add(card);
    node.setVisible(false);
    node.setOnMouseClicked(click -> {
      if (node.equals(click.getTarget())) {
        model.dismiss();
      }
    });
    subscription =
        Subscription.combine(
            model.dialogue().subscribe(this::show), live.now().subscribe(now -> tick()));
  }

  public Node node() {
    return node;
  }

  /** Ends what it listens to. */
  public void dispose() {
    subscription.unsubscribe();
  }

  private void tick() {
    if (model.dialogue().get().orElse(null) instanceof Dialogue.Running r
        && r.run().outcome() == ActionRun.Outcome.RUNNING) {
      runPane.show(r.run(), live.now().get());
    }
  }

  private void show(Optional<Dialogue> dialogue) {
    node.setVisible(dialogue.isPresent());
    if (dialogue.isEmpty()) {
      card.getChildren().clear();
      running = Optional.empty();
      return;
    }
    switch (dialogue.get()) {
      case Dialogue.Planning planning ->
          frame(planning, "", waiting(look.text("dialog.planning")), close("dialog.cancel"));
      case Dialogue.Refused refused -> {
        Label sentence = Labels.wrapped(look.say(refused.sentence()), "sentence");
        sentence.setId("dialog-refused");
        frame(refused, "", sentence, close("dialog.close"));
      }
      case Dialogue.Planned planned ->
          frame(
              planned,
              planned.plan().target(),
              scrolled(new PlanPane(planned.plan(), look).node()),
              confirmation(planned.plan()));
      case Dialogue.Started started ->
          frame(
              started,
              started.plan().target(),
              waiting(look.text("dialog.starting")),
              close("dialog.background"));
      case Dialogue.Running r -> run(r);
    }
  }

  private void run(Dialogue.Running r) {
    runPane.show(r.run(), live.now().get());
    String now = r.run().id() + r.run().outcome();
    if (!running.equals(Optional.of(now))) {
      running = Optional.of(now);
      boolean ended = r.run().outcome() != ActionRun.Outcome.RUNNING;
      frame(
          r,
          r.run().target(),
          scrolled(runPane.node()),
          close(ended ? "dialog.close" : "dialog.background"));
    }
  }

  private void frame(Dialogue dialogue, String target, Node content, Node foot) {
    Label title = Labels.of(ActionWords.title(dialogue.intent(), look), "dialog-title");
    Label subject = Labels.of(target.isEmpty() ? dialogue.intent().target() : target, "muted");
    var head = new HBox(10, title, subject);
    head.setAlignment(Pos.BASELINE_LEFT);
    VBox.setVgrow(content, Priority.ALWAYS);
    card.getChildren().setAll(head, content, foot);
  }

  private Node scrolled(Node content) {
    var scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("page-scroll");
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.maxHeightProperty().bind(node.heightProperty().subtract(FRAME));
    return scroll;
  }

  private static Node waiting(String words) {
    var indicator = new ProgressIndicator();
    indicator.setMaxSize(26, 26);
    var row = new HBox(12, indicator, Labels.of(words, "muted"));
    row.setAlignment(Pos.CENTER_LEFT);
    row.setMinHeight(60);
    return row;
  }

  private Node close(String key) {
    var button = new Button(look.text(key));
    button.setId("dialog-close");
    button.setOnAction(event -> model.dismiss());
    var row = new HBox(Labels.space(), button);
    row.getStyleClass().add("dialog-foot");
    return row;
  }

  private Node confirmation(Plan plan) {
    var cancel = new Button(look.text("dialog.cancel"));
    cancel.setId("dialog-close");
    cancel.setOnAction(event -> model.dismiss());
    if (!plan.allowed()) {
      Label blocked = Labels.wrapped(look.text("dialog.blocked"), "text-critical");
      HBox.setHgrow(blocked, Priority.ALWAYS);
      var row = new HBox(12, blocked, cancel);
      row.getStyleClass().add("dialog-foot");
      row.setAlignment(Pos.CENTER_LEFT);
      return row;
    }
    var field = new TextField();
    field.setId("dialog-typed");
    field.setPromptText(plan.typedName());
    field.setPrefColumnCount(18);
    field.textProperty().bindBidirectional(model.typed());
    field.setOnAction(event -> model.confirm());
    var run = new Button(ActionWords.title(plan.intent(), look));
    run.setId("dialog-confirm");
    run.getStyleClass().add("danger");
    run.setMinWidth(Region.USE_PREF_SIZE);
    run.disableProperty().bind(model.confirmable().not());
    run.setOnAction(event -> model.confirm());
    cancel.setMinWidth(Region.USE_PREF_SIZE);
    Label ask = Labels.of(look.text("dialog.type", plan.typedName()));
    var row = new HBox(10, ask, field, Labels.space(), cancel, run);
    row.getStyleClass().add("dialog-foot");
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }
}
