package io.pilothouse.desktopapp.why;

import io.pilothouse.desktopapp.runbook.Runbook;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** One strip below the top bar: what is wrong, what speaks for it, who suffers, what helps. */
public final class WhyStrip {
  private static final int EVIDENCE_SHOWN = 3;

  private final Look look;
  private final Consumer<String> runbooks;
  private final VBox node = new VBox(3);
  private final Subscription subscription;

  /** Makes it. @param runbooks opens the runbook of a kind of cause */
  public WhyStrip(WhyViewModel model, Look look, Consumer<String> runbooks) {
    this.look = look;
    this.runbooks = runbooks;
    node.getStyleClass().add("why");
    node.setId("why");
    node.setOnMouseClicked(click -> model.open());
    subscription = model.why().subscribe(this::show);
  }

  public Node node() {
    return node;
  }

  public void dispose() {
    subscription.unsubscribe();
  }

  private void show(Optional<WhyViewModel.Why> why) {
    node.setVisible(why.isPresent());
    node.setManaged(why.isPresent());
    node.getChildren().clear();
    why.ifPresent(w -> {
      Cause cause = w.cause();
      node.getChildren().add(head(w));
      node.getChildren().add(line("why.evidence", evidence(cause)));
      if (!w.affected().isEmpty()) {
        node.getChildren().add(line("why.affected", said(w.affected())));
      }
      node.getChildren().add(line("why.remedy", look.say(cause.remedy())));
      if (!w.others().isEmpty()) {
        node.getChildren().add(line("why.others", said(w.others())));
      }
    });
  }

  private Node head(WhyViewModel.Why why) {
    Cause cause = why.cause();
    var sentence = Labels.of(look.say(cause.sentence()), "why-sentence");
    var head =
        new HBox(
            10,
            Labels.of(look.text("why.title"), "why-title"),
            sentence,
            Labels.space(),
            Labels.of(look.text("why.certainty." + cause.certainty()), "small", "muted"),
            Labels.of(
                look.text("why.since", look.formats().clock(cause.since())), "small", "faint"));
    head.setAlignment(Pos.BASELINE_LEFT);
    if (Runbook.of(cause.kind(), look.texts().language().get()).isPresent()) {
      var runbook = new Hyperlink(look.text("why.runbook"));
      runbook.setId("why-runbook");
      runbook.setMinWidth(Region.USE_PREF_SIZE);
      runbook.setOnAction(event -> runbooks.accept(cause.kind()));
      // Else the strip below takes it for a click of its own and opens the map.
      runbook.setOnMouseClicked(MouseEvent::consume);
      head.getChildren().add(runbook);
    }
    return head;
  }

  private Node line(String title, String text) {
    Label what = Labels.of(look.text(title), "small", "muted", "why-term");
    Label said = Labels.wrapped(text, "small");
    HBox.setHgrow(said, Priority.ALWAYS);
    var line = new HBox(8, what, said);
    line.setAlignment(Pos.TOP_LEFT);
    return line;
  }

  private String evidence(Cause cause) {
    return cause.evidence().stream()
        .limit(EVIDENCE_SHOWN)
        .map(e ->
            look.say(e.sentence())
                + " ("
                + e.source()
                + ", "
                + look.formats().clock(e.observedAt())
                + ")")
        .collect(Collectors.joining(" · "));
  }

  private String said(List<Sentence> sentences) {
    return sentences.stream().map(look::say).collect(Collectors.joining(", "));
  }
}
